package io.sonde.analyzer.report.html;

import io.sonde.analyzer.aggregate.SampleOwners;
import io.sonde.analyzer.model.SampleTable;
import io.sonde.analyzer.profile.CallTree.SampleFilter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;

/**
 * When the samples of a packed tree were taken and to whom they belong, so that the page can draw a
 * part of them: for each of many short, equal parts of the time the rows that samples fell on, each
 * owner's by itself, with their number and weight.
 */
final class FlameTimes {
  /** A megabyte or two in the page; longer and more varied recordings get coarser parts. */
  static final int MAX_ENTRIES = 300_000;

  /** Nanoseconds: twenty parts of a second show what repeats within one. */
  static final long FINEST_NANOS = 50_000_000L;

  /** Of the time that a recording may last: no more parts than a page can draw. */
  private static final int MAX_PARTS = 1 << 20;

  private static final int STATES = 3;

  /** More than owners tell apart. */
  private static final int WORKS = 1 << 10;

  private final SampleTable samples;
  private final SampleFilter filter;
  private final SampleOwners.Samples owners;
  private final IntUnaryOperator rowOfStack;
  private final long fromNanos;
  private final int maxEntries;
  private long partNanos;

  /** Numbers of owners, in the order in which they were met. */
  private final Map<Integer, Integer> ownerNumbers = new LinkedHashMap<>();

  private TimedEntries entries = new TimedEntries();

  /**
   * @param filter which samples count
   * @param rowOfStack row of the packed tree on which a sample with a stack counts
   * @param fromNanos where the first part begins, in nanoseconds since the epoch
   * @param toNanos until which there are parts at least
   * @param maxEntries more make longer parts
   */
  FlameTimes(
      SampleTable samples,
      SampleFilter filter,
      SampleOwners.Samples owners,
      IntUnaryOperator rowOfStack,
      long fromNanos,
      long toNanos,
      int maxEntries) {
    this.samples = samples;
    this.filter = filter;
    this.owners = owners;
    this.rowOfStack = rowOfStack;
    this.fromNanos = fromNanos;
    this.maxEntries = maxEntries;
    this.partNanos = FINEST_NANOS;
    while ((toNanos - fromNanos) / partNanos >= MAX_PARTS) {
      partNanos *= 2;
    }
    fill(toNanos);
  }

  /** How long each part of the time is. */
  long partNanos() {
    return partNanos;
  }

  /**
   * Whom the entries' owners stand for: index of the threads, what they worked for, what state they
   * were in ({@link SampleTable#state}), and 1 where they were idle.
   */
  List<int[]> owners() {
    return ownerNumbers.keySet().stream()
        .map(
            key -> {
              int work = key / 2 / STATES;
              return new int[] {work / WORKS, work % WORKS, key / 2 % STATES, key % 2};
            })
        .toList();
  }

  private void fill(long toNanos) {
    for (int i = 0; i < samples.size(); i++) {
      if (!filter.accepts(samples, i)) {
        continue;
      }
      int part = partOf(samples.timeNanos(i));
      if (part > entries.parts()) {
        entries.endUntil(part);
        if (entries.size() > 2 * maxEntries && part % 2 == 0) {
          coarsen();
        }
      }
      entries.add(rowOfStack.applyAsInt(samples.stack(i)), owner(i), samples.weight(i));
    }
    entries.endUntil(Math.max(entries.parts(), partOf(toNanos - 1)) + 1);
    while (entries.size() > maxEntries && entries.parts() > 1) {
      coarsen();
    }
  }

  /** A sample before the first moment counts in the first part. */
  private int partOf(long timeNanos) {
    return (int) Math.max(0, (timeNanos - fromNanos) / partNanos);
  }

  private void coarsen() {
    entries = entries.inPairs();
    partNanos *= 2;
  }

  private int owner(int sample) {
    int key = owners.thread(sample);
    key = key * WORKS + owners.work(sample);
    key = key * STATES + samples.state(sample);
    key = key * 2 + (owners.idle(sample) ? 1 : 0);
    Integer known = ownerNumbers.get(key);
    if (known == null) {
      known = ownerNumbers.size();
      ownerNumbers.put(key, known);
    }
    return known;
  }

  String pack() {
    VarintColumns out = new VarintColumns();
    out.number(entries.parts());
    entries.packTo(out);
    return out.packed();
  }
}
