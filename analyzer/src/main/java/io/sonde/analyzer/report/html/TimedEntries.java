package io.sonde.analyzer.report.html;

import com.carrotsearch.hppc.IntArrayList;
import com.carrotsearch.hppc.LongArrayList;
import com.carrotsearch.hppc.LongIntHashMap;
import com.carrotsearch.hppc.procedures.LongProcedure;
import java.util.Arrays;

/**
 * Numbers and weights of samples by equal parts of time, row and owner; one part is filled after
 * the other.
 */
final class TimedEntries {
  /** Index behind the last entry of each part that has ended. */
  private final IntArrayList ends = new IntArrayList();

  /** Row and owner of each entry, in order within a part. */
  private final LongArrayList keys = new LongArrayList();

  private final LongArrayList counts = new LongArrayList();
  private final LongArrayList weights = new LongArrayList();

  /** Of the part that is being filled: place of each key in the two lists that follow. */
  private final LongIntHashMap openPlaces = new LongIntHashMap();

  private final LongArrayList openCounts = new LongArrayList();
  private final LongArrayList openWeights = new LongArrayList();

  /** How many parts have ended. */
  int parts() {
    return ends.size();
  }

  /** Entries of the parts that have ended. */
  int size() {
    return keys.size();
  }

  /** A sample in the part that is being filled. */
  void add(int row, int owner, long weight) {
    add(((long) row << Integer.SIZE) | owner, 1, weight);
  }

  private void add(long key, long count, long weight) {
    int at = openPlaces.indexOf(key);
    if (openPlaces.indexExists(at)) {
      int place = openPlaces.indexGet(at);
      openCounts.buffer[place] += count;
      openWeights.buffer[place] += weight;
    } else {
      openPlaces.indexInsert(at, key, openCounts.size());
      openCounts.add(count);
      openWeights.add(weight);
    }
  }

  /** Ends the part that is being filled, and those behind it until so many have ended. */
  void endUntil(int parts) {
    while (ends.size() < parts) {
      long[] sorted = openPlaces.keys().toArray();
      Arrays.sort(sorted);
      for (long key : sorted) {
        int place = openPlaces.get(key);
        keys.add(key);
        counts.add(openCounts.get(place));
        weights.add(openWeights.get(place));
      }
      ends.add(keys.size());
      openPlaces.clear();
      openCounts.clear();
      openWeights.clear();
    }
  }

  /** The same in parts that are twice as long. No part may be half filled. */
  TimedEntries inPairs() {
    TimedEntries pairs = new TimedEntries();
    int entry = 0;
    for (int part = 0; part < ends.size(); part++) {
      for (; entry < ends.get(part); entry++) {
        pairs.add(keys.get(entry), counts.get(entry), weights.get(entry));
      }
      if (part % 2 == 1 || part == ends.size() - 1) {
        pairs.endUntil(part / 2 + 1);
      }
    }
    return pairs;
  }

  /** For each part the number of its entries; then their columns, rows as steps from the last. */
  void packTo(VarintColumns out) {
    int before = 0;
    for (int part = 0; part < ends.size(); part++) {
      out.number(ends.get(part) - before);
      before = ends.get(part);
    }
    int entry = 0;
    for (int part = 0; part < ends.size(); part++) {
      long last = 0;
      for (; entry < ends.get(part); entry++) {
        long row = keys.get(entry) >>> Integer.SIZE;
        out.number(row - last);
        last = row;
      }
    }
    for (int i = 0; i < keys.size(); i++) {
      out.number((int) keys.get(i));
    }
    counts.forEach((LongProcedure) out::number);
    weights.forEach((LongProcedure) out::number);
  }
}
