package io.sonde.bootstrap;

import java.lang.invoke.VarHandle;
import java.lang.ref.WeakReference;
import java.util.Arrays;

/** The cells of one platform thread by method; only that thread adds to them. */
final class ThreadCells {
  private static final MethodCell[] NONE = {};

  /** Identity hash of the thread, which outlives it here. */
  final int threadHash;

  private final WeakReference<Thread> thread;

  /** The session of timing that the cells count for; see {@link MethodTable#session}. */
  private int session = MethodTable.session();

  private long chargedBytes;
  MethodCell[] byMethod = NONE;

  ThreadCells(Thread thread) {
    this.thread = new WeakReference<>(thread);
    this.threadHash = System.identityHashCode(thread);
  }

  boolean belongTo(Thread candidate) {
    return thread.get() == candidate;
  }

  /** The cell of a method that this thread calls for the first time, as far as it remembers. */
  MethodCell add(int method) {
    startOverAfterStop();
    MethodCell[] cells = byMethod;
    if (method < cells.length && cells[method] != null) {
      return cells[method];
    }
    if (!MethodTable.inBudget()) {
      return keep(method, MethodTable.shared(method));
    }
    charge(ThreadCell.BYTES);
    return keep(method, new ThreadCell(method, this));
  }

  private MethodCell keep(int method, MethodCell cell) {
    MethodCell[] cells = byMethod;
    if (method >= cells.length) {
      int length = Math.max(method + 1, cells.length + cells.length / 2);
      charge(4L * (length - cells.length));
      cells = Arrays.copyOf(cells, length);
    }
    cells[method] = cell;
    byMethod = cells;
    // A stop at this moment empties the table; the fence lets us see it, so as not to undo it.
    VarHandle.fullFence();
    startOverAfterStop();
    return cell;
  }

  private void startOverAfterStop() {
    int now = MethodTable.session();
    if (session != now) {
      byMethod = NONE;
      chargedBytes = 0;
      session = now;
    }
  }

  /** Called by the owner. What it takes for a session that has ended is garbage soon. */
  void charge(long bytes) {
    if (session == MethodTable.session()) {
      chargedBytes += bytes;
      MethodTable.charge(bytes);
    }
  }

  /** True once the thread can write no more; its last writes are then visible. */
  boolean isDead() {
    Thread owner = thread.get();
    return owner == null || owner.getState() == Thread.State.TERMINATED;
  }

  /** Gives back the memory of a dead thread. */
  void retire() {
    if (session == MethodTable.session()) {
      MethodTable.charge(-chargedBytes);
    }
    byMethod = NONE;
  }

  /** Ends the session for this thread, which may be running; called once the number has changed. */
  void forget() {
    byMethod = NONE;
  }
}
