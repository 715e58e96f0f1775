package io.sonde.analyzer.model;

import com.carrotsearch.hppc.LongArrayList;
import com.carrotsearch.hppc.LongIntHashMap;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Exact waits as columns, in order of their start. */
public final class WaitTable {
  private static final WaitKind[] KINDS = WaitKind.values();

  /** Time is the start, weight the duration, state the kind, class the subject. */
  private final SampleRows rows;

  private final Subjects subjects;

  private WaitTable(SampleRows rows, Subjects subjects) {
    this.rows = rows;
    this.subjects = subjects;
  }

  public int size() {
    return rows.size();
  }

  /** Nanoseconds since the epoch. */
  public long startNanos(int i) {
    return rows.timeNanos(i);
  }

  public long endNanos(int i) {
    return rows.timeNanos(i) + rows.weight(i);
  }

  public WaitKind kind(int i) {
    return KINDS[rows.state(i)];
  }

  /** Index into {@link Recording#threads()}, or -1. */
  public int thread(int i) {
    return rows.thread(i);
  }

  /** Node in {@link Recording#stacks()}. */
  public int stack(int i) {
    return rows.stack(i);
  }

  /** As {@link Wait#objectClass()}. */
  public int objectClass(int i) {
    return subjects.objectClass(rows.objectClass(i));
  }

  /** All columns of one wait. */
  public Wait get(int i) {
    return row(rows, subjects, i);
  }

  private static Wait row(SampleRows rows, Subjects subjects, int i) {
    return new Wait(
        rows.timeNanos(i),
        rows.weight(i),
        KINDS[rows.state(i)],
        rows.thread(i),
        rows.stack(i),
        subjects.objectClass(rows.objectClass(i)),
        subjects.owner(rows.objectClass(i)),
        subjects.monitor(rows.objectClass(i)));
  }

  /** What was waited for and who held it: the same few over and over. */
  private static final class Subjects {
    private final Numbering pairs = new Numbering();
    private final Numbering monitors = new Numbering();

    /** Of a pair of class and owner, and a monitor. */
    private final Numbering all = new Numbering();

    private int index(int objectClass, int owner, long monitor) {
      return all.of(pair(pairs.of(pair(objectClass, owner)), monitors.of(monitor)));
    }

    private int objectClass(int index) {
      return first(pairs.get(first(all.get(index))));
    }

    private int owner(int index) {
      return (int) pairs.get(first(all.get(index)));
    }

    private long monitor(int index) {
      return monitors.get((int) all.get(index));
    }

    private static long pair(int first, int second) {
      return (long) first << Integer.SIZE | second & 0xffffffffL;
    }

    private static int first(long pair) {
      return (int) (pair >> Integer.SIZE);
    }
  }

  /** Numbers values from 0 on, in the order in which they come first. */
  private static final class Numbering {
    private final LongArrayList values = new LongArrayList();
    private final LongIntHashMap known = new LongIntHashMap();

    private int of(long value) {
      int at = known.indexOf(value);
      if (known.indexExists(at)) {
        return known.indexGet(at);
      }
      known.indexInsert(at, value, values.size());
      values.add(value);
      return values.size() - 1;
    }

    private long get(int number) {
      return values.get(number);
    }
  }

  /**
   * Grows the columns. Where more waits come than fit, the shortest are dropped: those that make a
   * request slow are the long ones. Not thread-safe.
   */
  public static final class Builder {
    private final SampleRows rows = new SampleRows();
    private final Subjects subjects = new Subjects();
    private int most = Integer.MAX_VALUE;
    private long thresholdNanos;

    /** First row whose stack is a handle still. */
    private int chunked;

    /** Waits from which on the shortest are dropped. */
    public void most(int waits) {
      most = waits;
    }

    /** Waits shorter than this were dropped, in nanoseconds; 0 when none was. */
    public long thresholdNanos() {
      return thresholdNanos;
    }

    public void add(Wait wait) {
      if (rows.size() >= most) {
        drop();
      }
      long duration = LongRows.possible(wait.startNanos(), wait.durationNanos());
      if (duration == 0 || duration < thresholdNanos) {
        return;
      }
      rows.add(
          wait.startNanos(),
          wait.thread(),
          wait.stack(),
          duration,
          (byte) wait.kind().ordinal(),
          subjects.index(wait.objectClass(), wait.owner(), wait.monitor()));
    }

    /**
     * Ends a chunk.
     *
     * @param nodes what the stacks of the waits added since the last call stand for; null where
     *     they are nodes
     */
    public void endChunk(int @Nullable [] nodes) {
      for (int i = chunked; nodes != null && i < rows.size(); i++) {
        rows.stack(i, nodes[rows.stack(i)]);
      }
      chunked = rows.size();
    }

    /** The shorter half. */
    private void drop() {
      long[] durations = new long[rows.size()];
      Arrays.setAll(durations, rows::weight);
      Arrays.sort(durations);
      dropShorterThan(Math.max(durations[durations.length / 2], thresholdNanos + 1));
    }

    private void dropShorterThan(long nanos) {
      if (nanos <= thresholdNanos) {
        return;
      }
      thresholdNanos = nanos;
      int kept = 0;
      int keptOfChunks = 0;
      for (int i = 0; i < rows.size(); i++) {
        if (rows.weight(i) >= nanos) {
          rows.move(i, kept++);
        }
        keptOfChunks = i < chunked ? kept : keptOfChunks;
      }
      rows.truncate(kept);
      chunked = keptOfChunks;
    }

    void addAll(Builder later, Renumbering numbers) {
      dropShorterThan(later.thresholdNanos);
      for (int i = 0; i < later.rows.size(); i++) {
        Wait wait = row(later.rows, later.subjects, i);
        add(
            new Wait(
                wait.startNanos(),
                wait.durationNanos(),
                wait.kind(),
                numbers.thread(wait.thread()),
                numbers.stack(wait.stack()),
                numbers.className(wait.objectClass()),
                numbers.thread(wait.owner()),
                wait.monitor()));
      }
      chunked = rows.size();
    }

    WaitTable build() {
      rows.sort();
      return new WaitTable(rows, subjects);
    }
  }
}
