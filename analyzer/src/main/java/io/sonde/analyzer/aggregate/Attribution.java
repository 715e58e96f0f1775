package io.sonde.analyzer.aggregate;

import com.carrotsearch.hppc.LongIntHashMap;
import io.sonde.analyzer.aggregate.OwnWaits.Piece;
import io.sonde.analyzer.aggregate.RequestPath.Stretch;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.model.RequestTable;
import io.sonde.analyzer.model.RequestTask;
import io.sonde.analyzer.model.SampleKind;
import io.sonde.analyzer.model.SampleTable;
import io.sonde.analyzer.model.TaskTable;
import io.sonde.analyzer.model.WaitTable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Joins waits, pauses and samples to requests by thread and time, and so splits each request's time
 * into parts that sum to the whole. docs/architecture.md defines the parts.
 *
 * <p>All is sorted by thread and time once; a request then costs a few searches and a step for each
 * of its waits.
 */
public final class Attribution {
  private final Recording recording;
  private final ThreadIdentity threads;
  private final ThreadRows tasks;
  private final NestedRequests nested;
  private final WaitTimeline waits;
  private final StoppedTime stops;
  private final @Nullable SampleSums cpu;
  private final @Nullable SampleSums runnable;

  private Attribution(Recording recording) {
    this.recording = recording;
    this.threads = ThreadIdentity.of(recording);
    this.tasks = tasksOfRequests();
    this.nested = NestedRequests.of(recording.requests().table());
    boolean[] serving = serving();
    WaitTable all = recording.waits();
    this.waits =
        new WaitTimeline(
            all,
            ThreadRows.of(threads.count(), all.size(), i -> among(serving, all.thread(i))),
            threads.count());
    this.stops = StoppedTime.of(recording);
    this.cpu = sums(SampleKind.CPU, serving, i -> true);
    SampleTable wall = recording.samples(SampleKind.WALL);
    this.runnable =
        wall == null
            ? null
            : sums(SampleKind.WALL, serving, i -> wall.state(i) == SampleTable.RUNNABLE);
  }

  public static Attribution of(Recording recording) {
    return new Attribution(recording);
  }

  /** Takes what a request's time went into, piece by piece. */
  @FunctionalInterface
  interface TimeVisitor {
    void visit(int what, long nanos);
  }

  /** Splits one request's time: index into {@link RequestTable}. */
  public Split split(int request) {
    return measure(request, (wait, nanos) -> {}).split();
  }

  /** The mean of several requests, each as often as it stands for others; none give zeros. */
  public Split mean(int[] requests) {
    MeasuredTime sum = new MeasuredTime();
    RequestTable table = recording.requests().table();
    for (int request : requests) {
      sum.add(measure(request, (wait, nanos) -> {}), table.weight(request));
    }
    return requests.length == 0 ? sum.split() : sum.mean();
  }

  /**
   * How much of all requests' time is not unexplained, 0 to 1; NaN where there is none. Time of
   * requests within requests is the outer's.
   */
  double explainedShare() {
    IntStream rows = IntStream.range(0, recording.requests().table().size());
    Split all = mean(rows.filter(row -> !nested.isWithinAnother(row)).toArray());
    return 1 - all.nanos(Part.UNEXPLAINED) / all.totalNanos();
  }

  /** Shows the waits that a request's time went into: index into {@link WaitTable}, and time. */
  void visitWaits(int request, TimeVisitor visitor) {
    measure(request, visitor);
  }

  /** Shows the CPU samples on a request's way: node of the stack, and weight. */
  void visitCpu(int request, TimeVisitor visitor) {
    if (cpu == null) {
      return;
    }
    List<RequestTask> own = tasksOf(request);
    for (Stretch stretch : path(request, own)) {
      visitCpu(stretch, own, visitor, cpu);
    }
  }

  private void visitCpu(
      Stretch stretch, List<RequestTask> own, TimeVisitor visitor, SampleSums samples) {
    int thread = threads.of(stretch.thread());
    if (thread < 0) {
      return;
    }
    samples.visit(thread, stretch.from(), stretch.to(), visitor);
    int end = waits.end(thread);
    for (int place = waits.firstAfter(thread, stretch.from());
        place < end && waits.from(place) < stretch.to();
        place++) {
      long from = Math.max(stretch.from(), waits.from(place));
      long to = Math.min(stretch.to(), waits.to(place));
      for (Piece piece : ownPieces(waits.wait(place), from, to, own)) {
        RequestTask task = piece.task();
        if (task != null) {
          Stretch inner = RequestPath.of(task, piece.from(), piece.to());
          visitCpu(inner, without(own, task), visitor, samples);
        }
      }
    }
  }

  /** As {@link #split(int)}, showing the waits on the way. */
  MeasuredTime measure(int request, TimeVisitor visitor) {
    MeasuredTime time = new MeasuredTime();
    List<RequestTask> own = tasksOf(request);
    for (Stretch stretch : path(request, own)) {
      if (stretch.suspended()) {
        time.add(Part.SUSPENDED, stretch.to() - stretch.from());
        time.pausedInWait(stops.pauses().within(stretch.from(), stretch.to()));
      } else {
        measure(stretch, own, time, visitor);
      }
    }
    return time;
  }

  /** Tasks of a request by the time that they began. */
  List<RequestTask> tasksOf(int request) {
    List<RequestTask> own = new ArrayList<>();
    addTasks(request, own);
    own.sort(RequestPath.ORDER);
    return own;
  }

  /** Takes the waits of a thread, one after the other: index into {@link WaitTable}, and times. */
  @FunctionalInterface
  interface WaitVisitor {
    void visit(int wait, long from, long to);
  }

  /** Shows what a thread that served requests waited for between two moments. */
  void visitWaits(int thread, long from, long to, WaitVisitor visitor) {
    int same = threads.of(thread);
    for (int place = same < 0 ? 0 : waits.firstAfter(same, from);
        same >= 0 && place < waits.end(same) && waits.from(place) < to;
        place++) {
      long begin = Math.max(from, waits.from(place));
      visitor.visit(waits.wait(place), begin, Math.min(to, waits.to(place)));
    }
  }

  private List<Stretch> path(int request, List<RequestTask> own) {
    List<RequestTask> ofNested = new ArrayList<>();
    nested.visitWithin(request, each -> addTasks(each, ofNested));
    return RequestPath.of(recording.requests().table().get(request), own, ofNested);
  }

  private void addTasks(int request, List<RequestTask> list) {
    for (int place = tasks.first(request); place < tasks.end(request); place++) {
      list.add(recording.requests().tasks().get(tasks.row(place)));
    }
  }

  /** Nobody waits for himself, nor for one who waits for him. */
  private static List<RequestTask> without(List<RequestTask> tasks, RequestTask task) {
    return tasks.stream().filter(each -> each != task).toList();
  }

  /** None when a wait is not for one of the tasks. */
  private List<Piece> ownPieces(int wait, long from, long to, List<RequestTask> own) {
    return own.isEmpty() || !OwnWaits.mayBe(recording.waits().get(wait), recording.classNames())
        ? List.of()
        : OwnWaits.pieces(from, to, own);
  }

  /** The parts of a wait: those of the tasks that were waited for, or the wait's own. */
  private void measureWait(
      int wait, long from, long to, List<RequestTask> own, MeasuredTime time, TimeVisitor visitor) {
    List<Piece> pieces = ownPieces(wait, from, to, own);
    for (Piece piece : pieces) {
      RequestTask task = piece.task();
      if (task != null) {
        Stretch inner = RequestPath.of(task, piece.from(), piece.to());
        measure(inner, without(own, task), time, visitor);
      } else if (piece.queued()) {
        time.add(Part.QUEUE, piece.to() - piece.from());
        time.pausedInWait(stops.pauses().within(piece.from(), piece.to()));
      } else {
        add(wait, piece.from(), piece.to(), time, visitor);
      }
    }
    if (pieces.isEmpty()) {
      add(wait, from, to, time, visitor);
    }
  }

  private void add(int wait, long from, long to, MeasuredTime time, TimeVisitor visitor) {
    time.add(Part.of(recording.waits().kind(wait)), to - from);
    time.pausedInWait(stops.pauses().within(from, to));
    visitor.visit(wait, to - from);
  }

  private void measure(
      Stretch stretch, List<RequestTask> own, MeasuredTime time, TimeVisitor visitor) {
    int thread = threads.of(stretch.thread());
    Outside outside = new Outside(thread);
    long cursor = stretch.from();
    int place = thread < 0 ? 0 : waits.firstAfter(thread, cursor);
    int end = thread < 0 ? 0 : waits.end(thread);
    for (; place < end && waits.from(place) < stretch.to(); place++) {
      long from = Math.max(cursor, waits.from(place));
      long to = Math.min(stretch.to(), waits.to(place));
      outside.add(cursor, from);
      measureWait(waits.wait(place), from, to, own, time, visitor);
      cursor = to;
    }
    outside.add(cursor, stretch.to());
    outside.addTo(time, stretch.cpuNanos(), stretch.queueNanos());
  }

  /** What a stretch of a thread holds outside its waits. */
  private final class Outside {
    private final int thread;
    private long open;
    private long paused;
    private long standing;
    private long bringing;
    private long sampledCpu;
    private long sampledRunnable;

    private Outside(int thread) {
      this.thread = thread;
    }

    private void add(long from, long to) {
      if (to <= from) {
        return;
      }
      long pausedHere = stops.pauses().within(from, to);
      long standingHere = stops.standing().within(from, to);
      long bringingHere = stops.stopping().within(from, to);
      paused += pausedHere;
      standing += standingHere;
      bringing += bringingHere;
      open += to - from - pausedHere - standingHere - bringingHere;
      sampledCpu += cpu == null || thread < 0 ? 0 : cpu.between(thread, from, to);
      sampledRunnable += runnable == null || thread < 0 ? 0 : runnable.between(thread, from, to);
    }

    /** While threads are being stopped, the last of them still run. */
    private void addTo(MeasuredTime time, long cpuNanos, long queueNanos) {
      long ran = Math.max(0, Math.min(cpuNanos, open));
      long ranWhileStopping = Math.max(0, Math.min(cpuNanos - open, bringing));
      time.add(Part.GC_PAUSE, paused);
      time.add(Part.SAFEPOINT, standing + bringing - ranWhileStopping);
      time.add(Part.CPU, ran + ranWhileStopping);
      if (cpuNanos >= 0 && queueNanos >= 0) {
        long ready = Math.min(queueNanos, open - ran);
        time.add(Part.RUNNABLE, ready);
        time.add(Part.UNEXPLAINED, open - ran - ready);
      } else {
        time.open(open - ran, ran, cpuNanos < 0 ? sampledCpu : -1, sampledRunnable);
      }
    }
  }

  /** Tasks grouped by the row of their request. */
  private ThreadRows tasksOfRequests() {
    RequestTable requests = recording.requests().table();
    TaskTable all = recording.requests().tasks();
    LongIntHashMap rowOfId = new LongIntHashMap(all.size() == 0 ? 0 : requests.size());
    for (int i = 0; i < requests.size() && all.size() > 0; i++) {
      rowOfId.put(requests.id(i), i);
    }
    return ThreadRows.of(
        requests.size(), all.size(), i -> rowOfId.getOrDefault(all.requestId(i), -1));
  }

  /** Threads that worked for a request: nobody asks for the waits and samples of others. */
  private boolean[] serving() {
    boolean[] serving = new boolean[threads.count()];
    RequestTable requests = recording.requests().table();
    for (int i = 0; i < requests.size(); i++) {
      mark(serving, requests.entryThread(i));
    }
    TaskTable all = recording.requests().tasks();
    for (int i = 0; i < all.size(); i++) {
      mark(serving, all.get(i).thread());
    }
    return serving;
  }

  private void mark(boolean[] serving, int thread) {
    if (thread >= 0) {
      serving[threads.of(thread)] = true;
    }
  }

  private int among(boolean[] serving, int thread) {
    int same = threads.of(thread);
    return same >= 0 && serving[same] ? same : -1;
  }

  private @Nullable SampleSums sums(SampleKind kind, boolean[] serving, IntPredicate counted) {
    SampleTable samples = recording.samples(kind);
    if (samples == null) {
      return null;
    }
    return new SampleSums(
        samples,
        ThreadRows.of(
            threads.count(),
            samples.size(),
            i -> counted.test(i) ? among(serving, samples.thread(i)) : -1));
  }
}
