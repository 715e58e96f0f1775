package io.sonde.analyzer.recording;

import io.sonde.analyzer.model.CpuLoad;
import io.sonde.analyzer.model.Quality;
import io.sonde.analyzer.model.RecordingBuilder;
import io.sonde.analyzer.model.Renumbering;
import io.sonde.analyzer.model.SampleKind;
import io.sonde.analyzer.model.SampleTable;
import io.sonde.analyzer.unit.Formats;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What is gathered over all chunks and can only be decided when the last one was read. */
final class Facts {
  /** One odd event of a type that hardly occurs is no large share. */
  private static final long FEW_EVENTS = 100;

  /** Settings that decide how many events there are. */
  private static final Pattern DECIDES = Pattern.compile("#(?:enabled|threshold|period|throttle)$");

  /** More changed settings say no more. */
  private static final int MOST_NAMED = 5;

  /** Single waits may take a quarter of the memory of samples, which are as large. */
  private static final int SAMPLES_PER_WAIT = 4;

  /** Requests and statements are up to four times as large, and may take as much each. */
  private static final int SAMPLES_PER_REQUEST = 16;

  private final RecordingBuilder builder;
  private final SampleSources sources;
  private final int mostSamples;
  private final JvmFacts jvm = new JvmFacts();
  private final AgentFacts agent = new AgentFacts();
  private final SecretFacts secrets = new SecretFacts();
  private final ClockFacts clocks = new ClockFacts();
  private final NativeAllocations natives = new NativeAllocations();
  private final SafepointFacts safepoints = new SafepointFacts();
  private final Map<String, Long> oddEvents = new TreeMap<>();
  private final Map<String, Long> otherProfilerEvents = new TreeMap<>();
  private final List<CpuLoad> cpuLoads = new ArrayList<>();
  private final List<CpuLoad> profilerCpuLoads = new ArrayList<>();
  private Map<String, String> profilerSettings = Map.of();
  private Map<String, String> inheritedSettings = Map.of();
  private boolean inherits;
  private boolean readProfiler;
  private final Map<String, Set<String>> settings = new TreeMap<>();
  private long lostCpuTimeSamples;
  private long lostBytes;
  private long lostBuffers;
  private boolean assumedInterval;
  private boolean earlyAccessNames;
  private boolean currentNames;

  Facts(RecordingBuilder builder) {
    this(builder, SampleSources.mostThatFit());
  }

  private Facts(RecordingBuilder builder, int mostSamples) {
    this.builder = builder;
    this.mostSamples = mostSamples;
    this.sources = new SampleSources(mostSamples);
    builder.waits().most(Math.max(1, mostSamples / SAMPLES_PER_WAIT));
    builder.requests().most(Math.max(1, mostSamples / SAMPLES_PER_REQUEST));
    builder.sql().most(Math.max(1, mostSamples / SAMPLES_PER_REQUEST));
    builder.httpCalls().most(Math.max(1, mostSamples / SAMPLES_PER_REQUEST));
    builder.pools().most(Math.max(1, mostSamples / SAMPLES_PER_REQUEST));
  }

  /**
   * Facts for a chunk that is read before its turn.
   *
   * @param chunks that share the memory of one
   */
  Facts ahead(int chunks) {
    Facts result = new Facts(new RecordingBuilder(), Math.max(1, mostSamples / chunks));
    result.profilerSettings = profilerSettings;
    result.inheritedSettings = profilerSettings;
    return result;
  }

  /** True when the chunk was weighed by settings that it would not have had in its turn. */
  boolean inheritsOtherSettingsThan(Facts before) {
    return inherits && !inheritedSettings.equals(before.profilerSettings);
  }

  /** Adds those of the chunk that comes next. */
  void add(Facts later) {
    Renumbering numbers = builder.addAll(later.builder);
    sources.addAll(later.sources, numbers);
    jvm.add(later.jvm);
    agent.add(later.agent);
    secrets.add(later.secrets);
    later.settings.forEach(
        (key, values) -> settings.computeIfAbsent(key, added -> new TreeSet<>()).addAll(values));
    clocks.add(later.clocks);
    natives.add(later.natives, numbers);
    safepoints.add(later.safepoints);
    later.oddEvents.forEach((type, count) -> oddEvents.merge(type, count, Long::sum));
    later.otherProfilerEvents.forEach(
        (name, count) -> otherProfilerEvents.merge(name, count, Long::sum));
    cpuLoads.addAll(later.cpuLoads);
    profilerCpuLoads.addAll(later.profilerCpuLoads);
    if (later.readProfiler) {
      profilerSettings = later.profilerSettings;
    }
    lostCpuTimeSamples += later.lostCpuTimeSamples;
    lostBytes += later.lostBytes;
    lostBuffers += later.lostBuffers;
    assumedInterval |= later.assumedInterval;
    earlyAccessNames |= later.earlyAccessNames;
    currentNames |= later.currentNames;
  }

  /** Samples from which on they are merged in time. */
  int mostSamples() {
    return mostSamples;
  }

  RecordingBuilder builder() {
    return builder;
  }

  SampleSources sources() {
    return sources;
  }

  JvmFacts jvm() {
    return jvm;
  }

  AgentFacts agent() {
    return agent;
  }

  SecretFacts secrets() {
    return secrets;
  }

  ClockFacts clocks() {
    return clocks;
  }

  NativeAllocations natives() {
    return natives;
  }

  SafepointFacts safepoints() {
    return safepoints;
  }

  /** JFR's readings are used, async-profiler's only where there are no others. */
  void cpuLoad(boolean fromProfiler, CpuLoad load) {
    (fromProfiler ? profilerCpuLoads : cpuLoads).add(load);
  }

  /** Those of async-profiler's last chunk before the one being read, by type and name. */
  Map<String, String> profilerSettings() {
    return profilerSettings;
  }

  /**
   * Ends a chunk of async-profiler.
   *
   * @param own settings of the chunk; none where the earlier ones hold
   */
  void profilerChunk(Map<String, String> own) {
    readProfiler = true;
    if (own.isEmpty()) {
      inherits = true;
    } else {
      profilerSettings = own;
    }
  }

  /** A chunk of async-profiler whose samples' interval neither it nor one before it tells. */
  void assumedInterval() {
    assumedInterval = true;
  }

  /** async-profiler counted something that is no time. */
  void otherProfilerEvent(String name) {
    otherProfilerEvents.merge(name, 1L, Long::sum);
  }

  void lostCpuTimeSamples(long samples) {
    lostCpuTimeSamples += samples;
  }

  void lostBuffer(long bytes) {
    lostBytes += bytes;
    lostBuffers++;
  }

  /** An event whose fields are not what its name promises; it is counted and left out. */
  void oddEvent(String eventType) {
    oddEvents.merge(eventType, 1L, Long::sum);
  }

  void typesOfChunk(Collection<String> names) {
    for (String name : names) {
      earlyAccessNames |= name.startsWith("com.oracle.") || name.startsWith("vm.");
      currentNames |= name.startsWith("jdk.");
    }
  }

  void finish() {
    builder.stacks().complete();
    builder.jvm(jvm.description());
    sources
        .steps()
        .forEach(
            (source, step) ->
                problem(
                    Quality.Kind.COARSENED,
                    "To fit into memory, samples from "
                        + source.label()
                        + " were merged in time steps of "
                        + Formats.nanos(step)
                        + "; their weights are exact.",
                    0));
    (cpuLoads.isEmpty() ? profilerCpuLoads : cpuLoads).forEach(builder::cpuLoad);
    for (SampleKind kind : SampleKind.values()) {
      choose(kind);
    }
    natives.finish(builder, mostSamples);
    if (lostBuffers > 0) {
      problem(
          Quality.Kind.LOST_EVENTS,
          "JFR ran out of buffers " + lostBuffers + " times and dropped events (jdk.DataLoss).",
          lostBytes);
    }
    unknownFormats();
    agent.finish(builder);
    secrets.finish(builder);
    changedSettings();
    clocks.finish(builder);
    safepoints.finish(builder);
    coarsenedRequests();
  }

  /** A setting of JFR in the chunk that is read. */
  void setting(String key, String value) {
    if (DECIDES.matcher(key).find()) {
      settings.computeIfAbsent(key, added -> new TreeSet<>()).add(value);
    }
  }

  private void changedSettings() {
    List<String> changed = new ArrayList<>();
    settings.forEach(
        (key, values) -> {
          if (values.size() > 1) {
            changed.add(key + " (" + String.join(", ", values) + ")");
          }
        });
    if (!changed.isEmpty()) {
      problem(
          Quality.Kind.SETTINGS_CHANGED,
          "JFR's settings changed within the recording, so counts before and after differ: "
              + String.join("; ", changed.subList(0, Math.min(MOST_NAMED, changed.size())))
              + (changed.size() > MOST_NAMED
                  ? " and " + (changed.size() - MOST_NAMED) + " more."
                  : "."),
          0);
    }
  }

  private void coarsenedRequests() {
    long threshold = builder.waits().thresholdNanos();
    if (threshold > 0 && builder.requests().size() > 0) {
      problem(
          Quality.Kind.COARSENED,
          "To fit into memory, waits shorter than "
              + Formats.nanos(threshold)
              + " were left out: that time of requests is unexplained.",
          0);
    }
    long keptOneIn = builder.requests().keptOneIn();
    if (keptOneIn > 1) {
      problem(
          Quality.Kind.COARSENED,
          "To fit into memory, one in "
              + keptOneIn
              + " requests was kept and stands for the others; counts and percentiles of routes"
              + " are exact.",
          0);
    }
    thinned("SQL statements", builder.sql().keptOneIn());
    thinned("outgoing HTTP calls", builder.httpCalls().keptOneIn());
  }

  private void thinned(String what, long keptOneIn) {
    if (keptOneIn > 1 && builder.requests().size() > 0) {
      problem(
          Quality.Kind.COARSENED,
          "To fit into memory, the "
              + what
              + " of one in "
              + keptOneIn
              + " requests were kept and stand for the others; the sums of routes are exact.",
          0);
    }
  }

  private void unknownFormats() {
    if (assumedInterval) {
      problem(
          Quality.Kind.UNKNOWN_FORMAT,
          "async-profiler writes its interval into a recording's first chunk alone, and that is"
              + " missing: 10 ms of CPU time for each sample were assumed.",
          0);
    }
    if (earlyAccessNames && !currentNames) {
      unknownFormat(
          "The events bear names of JDK 9 early access (com.oracle.*, vm.*), none of which Sonde"
              + " knows: nothing was analysed.",
          1);
    }
    long executionSamples =
        builder.eventCount(ChunkFacts.EXECUTION_SAMPLE)
            + builder.eventCount(ChunkFacts.WALL_SAMPLE);
    otherProfilerEvents.forEach(
        (name, count) ->
            unknownFormat(
                "async-profiler sampled "
                    + name
                    + ", which is no time: its "
                    + count
                    + " samples were left out.",
                count / (double) executionSamples));
    oddEvents.forEach(
        (type, count) ->
            unknownFormat(
                count + " events of type " + type + " have other fields than known; left out.",
                count / (double) Math.max(FEW_EVENTS, builder.eventCount(type))));
  }

  private void unknownFormat(String what, double share) {
    Quality.Kind kind = Quality.Kind.UNKNOWN_FORMAT;
    builder.problem(new Quality.Problem(kind, "", what, 0, 0, Math.min(1, share)));
  }

  private void choose(SampleKind kind) {
    List<SampleSources.Chosen> chosen = sources.choose(kind);
    if (chosen.isEmpty()) {
      return;
    }
    if (chosen.size() == 1) {
      builder.samples(weighed(chosen.get(0)));
      return;
    }
    SampleTable.Builder all = new SampleTable.Builder(kind);
    for (SampleSources.Chosen each : chosen) {
      if (each.samples().size() > 0) {
        all.addAll(weighed(each));
      }
      if (each.setAside() > 0) {
        setAside(kind, each, chosen);
      }
    }
    builder.samples(all.take());
  }

  private void setAside(
      SampleKind kind, SampleSources.Chosen less, List<SampleSources.Chosen> chosen) {
    String others =
        chosen.stream()
            .filter(each -> each != less && each.samples().size() > 0)
            .map(each -> each.source().label())
            .collect(Collectors.joining(" and "));
    problem(
        Quality.Kind.OVERLAPPING_SOURCES,
        less.setAside()
            + " of "
            + less.recorded()
            + " samples from "
            + less.source().label()
            + " were set aside, because "
            + others
            + " measured "
            + kind.id()
            + " at the same time.",
        0);
  }

  private SampleTable weighed(SampleSources.Chosen chosen) {
    SampleTable samples = chosen.samples();
    if (chosen.source() == SampleSource.JDK_EXECUTION) {
      return ExecutionSampleWeights.weigh(samples, jvm.cores());
    }
    if (chosen.source() == SampleSource.JDK_CPU_TIME && lostCpuTimeSamples > 0) {
      problem(
          Quality.Kind.LOST_EVENTS,
          "JFR lost "
              + lostCpuTimeSamples
              + " CPU-time samples; the "
              + chosen.recorded()
              + " others were given their weight.",
          0);
      double factor = 1 + lostCpuTimeSamples / (double) chosen.recorded();
      return samples.reweighed(i -> Math.round(samples.weight(i) * factor));
    }
    return samples;
  }

  private void problem(Quality.Kind kind, String what, long bytes) {
    builder.problem(new Quality.Problem(kind, "", what, bytes, 0));
  }
}
