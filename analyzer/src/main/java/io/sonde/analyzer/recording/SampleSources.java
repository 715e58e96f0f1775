package io.sonde.analyzer.recording;

import io.sonde.analyzer.model.Renumbering;
import io.sonde.analyzer.model.SampleKind;
import io.sonde.analyzer.model.SampleTable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Samples by who measured them, and which of them count. Two sources of one kind that measure at
 * the same time are never added: where a chunk of the preferred source has samples, the other's of
 * that time are set aside. Where their chunks do not overlap, as when the sampler changed, both
 * count.
 */
final class SampleSources {
  /**
   * Two samplers of one quantity differ by a small factor (JFR sees at most five threads at a time,
   * and waiting ones too); a chunk with less than this part of the other's weight holds strays.
   */
  private static final double STRAY_RATIO = 0.05;

  /** Recorders write some events a little before their chunk's start or after its end. */
  private static final long EDGE_NANOS = 1_000_000_000;

  /** Samples may take one part of the heap, so that their columns can be copied, and more. */
  private static final long HEAP_PARTS = 8;

  private static final int BYTES_PER_SAMPLE = 29;

  private static final long FIRST_STEP_NANOS = 10_000_000;

  /** Twelve times twice the first: longer ones would show in the views of time of reports. */
  static final long LONGEST_STEP_NANOS = FIRST_STEP_NANOS << 12;

  /** Few enough not to matter in any heap. */
  private static final int FEWEST = 100_000;

  private final Map<SampleSource, Gathered> gathered = new EnumMap<>(SampleSource.class);
  private int most;
  private int size;

  /**
   * @param most samples from which on those of the largest source are merged in time
   */
  SampleSources(int most) {
    this.most = most;
  }

  static int mostThatFit() {
    long fit = Runtime.getRuntime().maxMemory() / HEAP_PARTS / BYTES_PER_SAMPLE;
    return (int) Math.max(FEWEST, Math.min(Integer.MAX_VALUE / 2, fit));
  }

  void add(
      SampleSource source,
      long timeNanos,
      int thread,
      int stack,
      long weight,
      byte state,
      int objectClass) {
    if (size >= most) {
      coarsen();
    }
    of(source).samples.add(timeNanos, thread, stack, weight, state, objectClass);
    size++;
  }

  /** Adds a later chunk's samples, which it counts as gathered there. */
  void addAll(SampleSources later, Renumbering numbers) {
    later.gathered.forEach(
        (source, each) -> {
          if (size + each.samples.size() > most) {
            coarsen();
          }
          of(source).addAll(each, numbers);
          size += each.samples.size();
        });
  }

  private Gathered of(SampleSource source) {
    return gathered.computeIfAbsent(source, Gathered::new);
  }

  /**
   * Makes room by merging the largest source to half of its samples, then the next. Where no time
   * step makes room, more samples are let in than were meant to: what is left then is many stacks
   * and not many samples of each.
   */
  private void coarsen() {
    List<Gathered> largestFirst = new ArrayList<>(gathered.values());
    largestFirst.sort(Comparator.comparingInt((Gathered each) -> each.samples.size()).reversed());
    for (Gathered each : largestFirst) {
      if (size > most / 4 * 3) {
        size -= each.coarsen();
      }
    }
    if (size > most / 4 * 3) {
      most = size + size / 2;
    }
  }

  /**
   * The shortest time step, of a series that doubles, that should leave so many samples: trying
   * steps on all of them would cost a pass over memory each.
   *
   * @param stepNanos in which the samples come already, or 0
   */
  static long stepThatLeaves(int wanted, SampleTable.Builder samples, long stepNanos) {
    long step = nextStep(stepNanos);
    while (step < LONGEST_STEP_NANOS && samples.estimateMerged(0, samples.size(), step) > wanted) {
      step = nextStep(step);
    }
    return step;
  }

  private static long nextStep(long stepNanos) {
    return Math.max(FIRST_STEP_NANOS, 2 * stepNanos);
  }

  /** Says that samples of a source come in time steps already. */
  void mergedBefore(SampleSource source, long stepNanos) {
    Gathered of = of(source);
    of.stepNanos = Math.max(of.stepNanos, stepNanos);
  }

  /** Time steps into which samples were merged, in nanoseconds, by source; only those merged. */
  Map<SampleSource, Long> steps() {
    Map<SampleSource, Long> result = new EnumMap<>(SampleSource.class);
    gathered.forEach(
        (source, each) -> {
          if (each.stepNanos > 0) {
            result.put(source, each.stepNanos);
          }
        });
    return result;
  }

  /**
   * Says when the samples added since the last call were measured.
   *
   * @param executionPeriodNanos what JFR's execution samples of this chunk stand for, or 0 when the
   *     chunk does not say; known only at its end
   */
  void endChunk(long startNanos, long endNanos, long executionPeriodNanos) {
    endChunk(startNanos, endNanos, executionPeriodNanos, null);
  }

  /**
   * @param nodes what the stacks of the samples added since the last call stand for; null where
   *     they are nodes
   */
  void endChunk(long startNanos, long endNanos, long executionPeriodNanos, int @Nullable [] nodes) {
    if (nodes != null) {
      gathered.values().forEach(each -> each.samples.mapStacks(each.chunked, nodes));
    }
    gathered.forEach(
        (source, each) -> {
          int size = each.samples.size();
          if (size == each.chunked) {
            return;
          }
          if (source == SampleSource.JDK_EXECUTION) {
            each.samples.weigh(each.chunked, executionPeriodNanos);
          }
          each.spans.add(each.span(size, startNanos, endNanos));
        });
    for (SampleKind kind : SampleKind.values()) {
      alignSpans(kind);
    }
    gathered.values().forEach(each -> each.chunked = each.samples.size());
  }

  /** Sources of one kind in one chunk measured at the same time, its blurred edges included. */
  private void alignSpans(SampleKind kind) {
    List<Gathered> added = new ArrayList<>();
    long start = Long.MAX_VALUE;
    long end = Long.MIN_VALUE;
    for (Gathered each : gathered.values()) {
      if (each.source.kind() == kind && each.samples.size() > each.chunked) {
        added.add(each);
        start = Math.min(start, each.lastSpan().startNanos);
        end = Math.max(end, each.lastSpan().endNanos);
      }
    }
    for (Gathered each : added) {
      Span span = each.lastSpan();
      each.spans.set(each.spans.size() - 1, new Span(span.from, span.to, start, end));
    }
  }

  /**
   * The samples that count, by source, the preferred first; to be asked once of each kind, for it
   * may give up what was gathered.
   */
  List<Chosen> choose(SampleKind kind) {
    List<Gathered> sources = new ArrayList<>();
    for (Gathered each : gathered.values()) {
      if (each.source.kind() == kind && each.samples.size() > 0) {
        sources.add(each);
      }
    }
    if (sources.size() == 1) {
      SampleTable.Builder only = sources.get(0).samples;
      int recorded = only.size();
      return List.of(new Chosen(sources.get(0).source, only.take(), recorded));
    }
    List<Chosen> result = new ArrayList<>();
    TimeCover cover = new TimeCover();
    for (int i = 0; i < sources.size(); i++) {
      List<CumulativeWeight> others =
          sources.subList(i + 1, sources.size()).stream()
              .map(each -> new CumulativeWeight(each.samples.build()))
              .toList();
      result.add(choose(sources.get(i), others, cover));
    }
    return result;
  }

  private static Chosen choose(
      Gathered source, List<CumulativeWeight> others, TimeCover coveredBefore) {
    SampleTable.Builder kept = new SampleTable.Builder(source.source.kind());
    List<Span> counting = new ArrayList<>();
    for (Span span : source.spans) {
      if (isStray(source, span, others)) {
        continue;
      }
      counting.add(span);
      for (int i = span.from; i < span.to; i++) {
        if (!coveredBefore.contains(source.samples.timeNanos(i))) {
          kept.add(source.samples, i);
        }
      }
    }
    counting.forEach(span -> coveredBefore.add(span.startNanos, span.endNanos));
    return new Chosen(source.source, kept.take(), source.samples.size());
  }

  private static boolean isStray(Gathered source, Span span, List<CumulativeWeight> others) {
    long own = 0;
    for (int i = span.from; i < span.to; i++) {
      own += source.samples.weight(i);
    }
    for (CumulativeWeight other : others) {
      if (own < STRAY_RATIO * other.between(span.startNanos, span.endNanos)) {
        return true;
      }
    }
    return false;
  }

  /**
   * What counts of one source.
   *
   * @param recorded samples that the source recorded, those set aside included
   */
  record Chosen(SampleSource source, SampleTable samples, int recorded) {
    int setAside() {
      return recorded - samples.size();
    }
  }

  /** Samples of one chunk: a range of the builder, and the time that the chunk covers. */
  private record Span(int from, int to, long startNanos, long endNanos) {}

  private static final class Gathered {

    private final SampleSource source;
    private final SampleTable.Builder samples;
    private final List<Span> spans = new ArrayList<>();
    private int chunked;
    private long stepNanos;

    private Gathered(SampleSource source) {
      this.source = source;
      this.samples = new SampleTable.Builder(source.kind());
    }

    private void addAll(Gathered later, Renumbering numbers) {
      int before = samples.size();
      samples.addAll(later.samples, numbers);
      for (Span span : later.spans) {
        int from = before + span.from;
        spans.add(new Span(from, before + span.to, span.startNanos, span.endNanos));
      }
      chunked = samples.size();
      stepNanos = Math.max(stepNanos, later.stepNanos);
    }

    /**
     * Merges what came since the last time, then in longer steps. JFR's execution samples are few,
     * and weighed by the distances between them: they stay.
     *
     * @return how many samples fewer there are
     */
    private int coarsen() {
      int before = samples.size();
      if (source == SampleSource.JDK_EXECUTION) {
        return 0;
      }
      if (stepNanos > 0) {
        merge();
      }
      while (samples.size() > before / 2 && stepNanos < LONGEST_STEP_NANOS) {
        stepNanos = stepThatLeaves(before / 2, samples, stepNanos);
        merge();
      }
      return before - samples.size();
    }

    private void merge() {
      int to = 0;
      for (int i = 0; i < spans.size(); i++) {
        Span span = spans.get(i);
        int from = to;
        to = samples.merge(span.from, span.to, to, stepNanos);
        spans.set(i, new Span(from, to, span.startNanos, span.endNanos));
      }
      int open = to;
      to = samples.merge(chunked, samples.size(), to, stepNanos);
      samples.truncate(to);
      chunked = open;
    }

    private Span lastSpan() {
      return spans.get(spans.size() - 1);
    }

    /** The chunk's time, and that of samples right beside it. */
    private Span span(int to, long chunkStart, long chunkEnd) {
      long start = chunkStart;
      long end = chunkEnd;
      for (int i = chunked; i < to; i++) {
        long time = samples.timeNanos(i);
        start = time >= chunkStart - EDGE_NANOS ? Math.min(start, time) : start;
        end = time < chunkEnd + EDGE_NANOS ? Math.max(end, time + 1) : end;
      }
      return new Span(chunked, to, start, end);
    }
  }

  /** Weight between two times by two binary searches. */
  private static final class CumulativeWeight {
    private final SampleTable samples;
    private final long[] before;

    private CumulativeWeight(SampleTable samples) {
      this.samples = samples;
      this.before = new long[samples.size() + 1];
      for (int i = 0; i < samples.size(); i++) {
        before[i + 1] = before[i] + samples.weight(i);
      }
    }

    private long between(long startNanos, long endNanos) {
      return before[firstAt(endNanos)] - before[firstAt(startNanos)];
    }

    private int firstAt(long nanos) {
      int low = 0;
      int high = samples.size();
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (samples.timeNanos(middle) < nanos) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      return low;
    }
  }
}
