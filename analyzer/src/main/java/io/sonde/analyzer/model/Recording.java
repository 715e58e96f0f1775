package io.sonde.analyzer.model;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Immutable facts of one JVM's recording: one file, or several that were read together. Made by
 * {@link RecordingBuilder}. Lists are in order of time.
 *
 * @param samples one table for each kind that the recording holds; a kind without samples is absent
 * @param session null in recordings that Sonde's agent did not make
 * @param sql statements; none in recordings without requests
 * @param httpCalls outgoing calls, which are kept as statements are: the text is {@code POST
 *     payment:8081/payments/{id}}, the rows are the status
 * @param pools of connections
 * @param gauges what is read from time to time
 * @param incidents what is neither a sample nor a wait
 * @param blockedThreads threads that looks at all threads saw waiting for monitors and locks
 */
public record Recording(
    JvmDescription jvm,
    @Nullable Session session,
    List<Chunk> chunks,
    Coverage coverage,
    Quality quality,
    StackTable stacks,
    List<ThreadRef> threads,
    List<String> classNames,
    Map<SampleKind, SampleTable> samples,
    List<GarbageCollection> collections,
    List<GcPause> pauses,
    List<SystemGcCall> systemGcCalls,
    List<HeapReading> heap,
    List<OldObject> oldObjects,
    List<CpuLoad> cpuLoads,
    List<ThreadAllocation> threadAllocations,
    List<MethodTiming> methodTimings,
    List<SlowCall> slowCalls,
    List<AgentState> agentStates,
    Requests requests,
    WaitTable waits,
    SqlTable sql,
    SqlTable httpCalls,
    List<Safepoint> safepoints,
    Pools pools,
    Gauges gauges,
    Incidents incidents,
    List<BlockedThread> blockedThreads) {

  /** Start of the earliest chunk, nanoseconds since the epoch; 0 without chunks. */
  public long startNanos() {
    return chunks.stream().mapToLong(Chunk::startNanos).min().orElse(0);
  }

  /** End of the latest chunk, nanoseconds since the epoch; 0 without chunks. */
  public long endNanos() {
    return chunks.stream().mapToLong(Chunk::endNanos).max().orElse(0);
  }

  /**
   * Time that the recording covers in nanoseconds: the union of its chunks, so that overlapping
   * chunks of JFR and async-profiler count once and gaps between merged files do not count.
   */
  public long coveredNanos() {
    return Intervals.union(chunks, Chunk::startNanos, Chunk::endNanos);
  }

  /** The samples of a kind, or null when the recording holds none. */
  public @Nullable SampleTable samples(SampleKind kind) {
    return samples.get(kind);
  }
}
