package io.sonde.analyzer.recording;

import com.carrotsearch.hppc.LongLongHashMap;
import com.carrotsearch.hppc.LongObjectHashMap;
import com.carrotsearch.hppc.cursors.LongLongCursor;
import com.carrotsearch.hppc.cursors.LongObjectCursor;
import io.sonde.analyzer.model.Quality;
import io.sonde.analyzer.model.RecordingBuilder;
import io.sonde.analyzer.model.Renumbering;
import io.sonde.analyzer.model.SampleKind;
import io.sonde.analyzer.model.SampleTable;
import io.sonde.analyzer.unit.Formats;
import java.util.Map;

/**
 * What native code allocated and did not free, from async-profiler's nativemem mode: each
 * allocation with its address and size, each free with the address alone.
 *
 * <p>Each thread's events are in order, those of several threads are not. An address is given out
 * again only after it was freed, so of each address the latest allocation and the latest free
 * decide, in whichever order they are read.
 */
final class NativeAllocations {
  private final LongObjectHashMap<Allocation> unfreed = new LongObjectHashMap<>();

  /** When addresses were freed last: an allocation before that may not have been read yet. */
  private final LongLongHashMap freed = new LongLongHashMap();

  private long previousChunk = Long.MIN_VALUE;
  private long allocations;
  private long frees;

  /**
   * @param thread index, or -1
   * @param stack node
   * @param bytes that it stands for
   */
  private record Allocation(long timeNanos, int thread, int stack, long bytes) {}

  static void addTo(Map<String, EventSink.Factory> sinks) {
    sinks.put(
        "profiler.Malloc",
        (chunk, type) ->
            event -> {
              // Of smaller blocks, one in so many bytes is recorded and stands for them.
              long interval = chunk.number("profiler.Malloc#nativemem");
              chunk
                  .facts()
                  .natives()
                  .allocate(
                      event.number("address"),
                      event.startNanos(),
                      event.thread(),
                      event.stack(),
                      Math.max(event.number("size"), interval));
            });
    sinks.put(
        "profiler.Free",
        (chunk, type) ->
            event -> chunk.facts().natives().free(event.number("address"), event.startNanos()));
  }

  void allocate(long address, long timeNanos, int thread, int stack, long bytes) {
    allocations++;
    keep(address, new Allocation(timeNanos, thread, stack, bytes));
  }

  private void keep(long address, Allocation allocation) {
    Allocation other = unfreed.get(address);
    boolean later = other == null || other.timeNanos() < allocation.timeNanos();
    if (later && freed.getOrDefault(address, Long.MIN_VALUE) < allocation.timeNanos()) {
      unfreed.put(address, allocation);
    }
  }

  void free(long address, long timeNanos) {
    frees++;
    release(address, timeNanos);
  }

  private void release(long address, long timeNanos) {
    Allocation allocation = unfreed.get(address);
    if (allocation != null && allocation.timeNanos() <= timeNanos) {
      unfreed.remove(address);
    }
    freed.put(address, Math.max(timeNanos, freed.getOrDefault(address, Long.MIN_VALUE)));
  }

  /**
   * Forgets frees that no allocation of a later chunk can precede: buffers are written out once a
   * chunk at least, and what happens at its edge may stand in the next.
   */
  void endChunk(long startNanos) {
    long before = previousChunk;
    freed.removeAll((long address, long timeNanos) -> timeNanos < before);
    previousChunk = startNanos;
  }

  /** Adds those of the chunk that comes next. */
  void add(NativeAllocations later, Renumbering numbers) {
    allocations += later.allocations;
    frees += later.frees;
    for (LongObjectCursor<Allocation> each : later.unfreed) {
      Allocation allocation = each.value;
      keep(
          each.key,
          new Allocation(
              allocation.timeNanos(),
              numbers.thread(allocation.thread()),
              numbers.stack(allocation.stack()),
              allocation.bytes()));
    }
    for (LongLongCursor each : later.freed) {
      release(each.key, each.value);
    }
    endChunk(later.previousChunk);
  }

  /**
   * @param most samples; more are merged in time
   */
  void finish(RecordingBuilder builder, int most) {
    if (allocations > 0 && frees == 0) {
      builder.problem(
          new Quality.Problem(
              Quality.Kind.UNKNOWN_FORMAT,
              "",
              "async-profiler recorded "
                  + allocations
                  + " native allocations and no free (nofree), so what was never freed is not"
                  + " known: they were left out.",
              0,
              0));
      return;
    }
    if (unfreed.isEmpty()) {
      return;
    }
    SampleTable.Builder samples = new SampleTable.Builder(SampleKind.NATIVE);
    for (LongObjectCursor<Allocation> each : unfreed) {
      Allocation of = each.value;
      samples.add(of.timeNanos(), of.thread(), of.stack(), of.bytes(), (byte) 0, -1);
    }
    if (samples.size() > most) {
      long step = SampleSources.stepThatLeaves(most, samples, 0);
      samples.truncate(samples.merge(0, samples.size(), 0, step));
      builder.problem(
          new Quality.Problem(
              Quality.Kind.COARSENED,
              "",
              "To fit into memory, native allocations were merged in time steps of "
                  + Formats.nanos(step)
                  + "; their bytes are exact.",
              0,
              0));
    }
    builder.samples(samples.take());
  }
}
