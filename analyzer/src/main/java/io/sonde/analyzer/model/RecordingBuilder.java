package io.sonde.analyzer.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Collects facts while a recording is read. Readers and tests fill it through the same methods; the
 * product is immutable. Not thread-safe.
 */
public final class RecordingBuilder {
  private final StackTable.Builder stacks = new StackTable.Builder();
  private final Map<ThreadRef, Integer> threads = new LinkedHashMap<>();
  private final Map<String, Integer> classNames = new HashMap<>();
  private final List<String> classNamesByIndex = new ArrayList<>();
  private final Map<SampleKind, SampleTable.Builder> samples = new EnumMap<>(SampleKind.class);
  private final Map<SampleKind, SampleTable> tables = new EnumMap<>(SampleKind.class);
  private final List<Chunk> chunks = new ArrayList<>();
  private final List<GarbageCollection> collections = new ArrayList<>();
  private final List<GcPause> pauses = new ArrayList<>();
  private final List<SystemGcCall> systemGcCalls = new ArrayList<>();
  private final List<HeapReading> heap = new ArrayList<>();
  private final List<OldObject> oldObjects = new ArrayList<>();
  private final List<CpuLoad> cpuLoads = new ArrayList<>();
  private final List<ThreadAllocation> threadAllocations = new ArrayList<>();
  private final List<MethodTiming> methodTimings = new ArrayList<>();
  private final List<SlowCall> slowCalls = new ArrayList<>();
  private final List<AgentState> agentStates = new ArrayList<>();
  private final Requests.Builder requests = new Requests.Builder();
  private final WaitTable.Builder waits = new WaitTable.Builder();
  private final SqlTableBuilder sql = new SqlTableBuilder();
  private final SqlTableBuilder httpCalls = new SqlTableBuilder();
  private final List<Safepoint> safepoints = new ArrayList<>();
  private final Pools.Builder pools = new Pools.Builder();
  private final Gauges.Builder gauges = new Gauges.Builder();
  private final Incidents.Builder incidents = new Incidents.Builder();
  private final List<BlockedThread> blockedThreads = new ArrayList<>();
  private final List<Quality.Problem> problems = new ArrayList<>();
  private final Map<String, Long> eventCounts = new TreeMap<>();
  private final Set<String> enabled = new TreeSet<>();
  private final Map<String, String> settings = new HashMap<>();
  private long stackSamples;
  private long truncatedStackSamples;
  private JvmDescription jvm = JvmDescription.UNKNOWN;
  private @Nullable Session session;

  public StackTable.Builder stacks() {
    return stacks;
  }

  public int thread(ThreadRef thread) {
    return threads.computeIfAbsent(thread, added -> threads.size());
  }

  public int className(String name) {
    return classNames.computeIfAbsent(
        name,
        added -> {
          classNamesByIndex.add(added);
          return classNamesByIndex.size() - 1;
        });
  }

  /** A name that {@link #className(String)} gave this index. */
  public String className(int index) {
    return classNamesByIndex.get(index);
  }

  public SampleTable.Builder samples(SampleKind kind) {
    return samples.computeIfAbsent(kind, SampleTable.Builder::new);
  }

  /** Takes a finished table; it replaces what {@link #samples(SampleKind)} gathered. */
  public void samples(SampleTable table) {
    tables.put(table.kind(), table);
  }

  public void jvm(JvmDescription jvm) {
    this.jvm = jvm;
  }

  public void session(Session session) {
    this.session = session;
  }

  public void chunk(Chunk chunk) {
    chunks.add(chunk);
  }

  public void collection(GarbageCollection collection) {
    collections.add(collection);
  }

  public void pause(GcPause pause) {
    pauses.add(pause);
  }

  public void systemGcCall(SystemGcCall call) {
    systemGcCalls.add(call);
  }

  public void heap(HeapReading reading) {
    heap.add(reading);
  }

  public void oldObject(OldObject object) {
    oldObjects.add(object);
  }

  public void cpuLoad(CpuLoad load) {
    cpuLoads.add(load);
  }

  public void threadAllocation(ThreadAllocation allocation) {
    threadAllocations.add(allocation);
  }

  public void methodTiming(MethodTiming timing) {
    methodTimings.add(timing);
  }

  public void slowCall(SlowCall call) {
    slowCalls.add(call);
  }

  public void agentState(AgentState state) {
    agentStates.add(state);
  }

  public Requests.Builder requests() {
    return requests;
  }

  public WaitTable.Builder waits() {
    return waits;
  }

  /** Statements; they are dropped at the end when there are no requests that asked for them. */
  public SqlTableBuilder sql() {
    return sql;
  }

  /** Outgoing HTTP calls, as {@link Recording#httpCalls()} has them; kept like statements. */
  public SqlTableBuilder httpCalls() {
    return httpCalls;
  }

  public Pools.Builder pools() {
    return pools;
  }

  public Gauges.Builder gauges() {
    return gauges;
  }

  public Incidents.Builder incidents() {
    return incidents;
  }

  public void blockedThread(BlockedThread thread) {
    blockedThreads.add(thread);
  }

  public void safepoint(Safepoint safepoint) {
    safepoints.add(safepoint);
  }

  public void problem(Quality.Problem problem) {
    problems.add(problem);
  }

  /** Counts one event of a type; a type that occurs was enabled. */
  public void event(String eventType) {
    events(eventType, 1);
  }

  /** Counts events of a type. */
  public void events(String eventType, long count) {
    eventCounts.merge(eventType, count, Long::sum);
  }

  /** Events of a type counted so far. */
  public long eventCount(String eventType) {
    return eventCounts.getOrDefault(eventType, 0L);
  }

  public void enabled(String eventType) {
    enabled.add(eventType);
  }

  public void setting(String eventType, String key, String value) {
    settings.put(eventType + "#" + key, value);
  }

  public void countStackSamples(long samples, boolean truncated) {
    stackSamples += samples;
    if (truncated) {
      truncatedStackSamples += samples;
    }
  }

  /**
   * Adds all that another gathered, as if it had been read into this one: what is numbered gets
   * this one's numbers. The other is not to be used afterwards.
   *
   * @return what stands for what, for facts that are gathered elsewhere
   */
  public Renumbering addAll(RecordingBuilder later) {
    Renumbering numbers =
        new Renumbering(
            stacks.addAll(later.stacks),
            later.threads.keySet().stream().mapToInt(this::thread).toArray(),
            later.classNamesByIndex.stream().mapToInt(this::className).toArray());
    later.samples.forEach((kind, table) -> samples(kind).addAll(table, numbers));
    chunks.addAll(later.chunks);
    collections.addAll(later.collections);
    pauses.addAll(later.pauses);
    later.systemGcCalls.forEach(call -> systemGcCalls.add(call.renumbered(numbers)));
    heap.addAll(later.heap);
    later.oldObjects.forEach(object -> oldObjects.add(object.renumbered(numbers)));
    cpuLoads.addAll(later.cpuLoads);
    later.threadAllocations.forEach(each -> threadAllocations.add(each.renumbered(numbers)));
    methodTimings.addAll(later.methodTimings);
    later.slowCalls.forEach(call -> slowCalls.add(call.renumbered(numbers)));
    agentStates.addAll(later.agentStates);
    requests.addAll(later.requests, numbers);
    waits.addAll(later.waits, numbers);
    sql.addAll(later.sql, numbers);
    httpCalls.addAll(later.httpCalls, numbers);
    safepoints.addAll(later.safepoints);
    pools.addAll(later.pools, numbers);
    gauges.addAll(later.gauges);
    incidents.addAll(later.incidents, numbers);
    blockedThreads.addAll(later.blockedThreads);
    problems.addAll(later.problems);
    later.eventCounts.forEach(this::events);
    enabled.addAll(later.enabled);
    settings.putAll(later.settings);
    stackSamples += later.stackSamples;
    truncatedStackSamples += later.truncatedStackSamples;
    return numbers;
  }

  public Recording build() {
    enabled.addAll(eventCounts.keySet());
    samples.forEach((kind, table) -> tables.computeIfAbsent(kind, absent -> table.take()));
    return new Recording(
        jvm,
        session,
        sorted(chunks, Comparator.comparingLong(Chunk::startNanos)),
        new Coverage(Map.copyOf(eventCounts), Set.copyOf(enabled), Map.copyOf(settings)),
        new Quality(List.copyOf(problems), stackSamples, truncatedStackSamples),
        stacks.build(),
        List.copyOf(threads.keySet()),
        List.copyOf(classNamesByIndex),
        Map.copyOf(tables),
        sorted(collections, Comparator.comparingLong(GarbageCollection::startNanos)),
        sorted(pauses, Comparator.comparingLong(GcPause::startNanos)),
        sorted(systemGcCalls, Comparator.comparingLong(SystemGcCall::startNanos)),
        sorted(heap, Comparator.comparingLong(HeapReading::timeNanos)),
        sorted(oldObjects, Comparator.comparingLong(OldObject::allocationNanos)),
        sorted(cpuLoads, Comparator.comparingLong(CpuLoad::timeNanos)),
        sorted(threadAllocations, Comparator.comparingLong(ThreadAllocation::timeNanos)),
        List.copyOf(methodTimings),
        sorted(slowCalls, Comparator.comparingLong(SlowCall::startNanos)),
        sorted(agentStates, Comparator.comparingLong(AgentState::timeNanos)),
        requests.build(),
        waits.build(),
        requests.isEmpty() ? new SqlTableBuilder().build() : sql.build(),
        requests.isEmpty() ? new SqlTableBuilder().build() : httpCalls.build(),
        sorted(safepoints, Comparator.comparingLong(Safepoint::startNanos)),
        pools.build(),
        gauges.build(),
        incidents.build(),
        sorted(blockedThreads, Comparator.comparingLong(BlockedThread::timeNanos)));
  }

  private static <T> List<T> sorted(List<T> items, Comparator<T> order) {
    return items.stream().sorted(order).toList();
  }
}
