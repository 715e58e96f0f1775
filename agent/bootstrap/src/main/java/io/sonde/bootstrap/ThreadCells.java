package io.sonde.bootstrap;

import java.lang.invoke.VarHandle;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The cells of one platform thread by method; only that thread adds to them. */
final class ThreadCells {
  private static final MethodCell[] NONE = {};
  private static final ThreadCell[] NOTHING = {};

  /** Identity hash of the thread, which outlives it here. */
  final int threadHash;

  private final WeakReference<Thread> thread;

  /** The session of timing that the cells count for; see {@link MethodTable#session}. */
  private int session = MethodTable.session();

  private long chargedBytes;

  /**
   * Volatile, so that a loop whose calls are all inlined looks here at each call and finds that a
   * cell was superseded: on x86 a plain move, in place of the one that read a stride for all
   * methods.
   */
  volatile MethodCell[] byMethod = NONE;

  /** Own cells of strides that are no longer in use; guarded by this. Calls may still end there. */
  private ThreadCell[] superseded = NOTHING;

  ThreadCells(Thread thread) {
    this.thread = new WeakReference<>(thread);
    this.threadHash = System.identityHashCode(thread);
  }

  boolean belongTo(Thread candidate) {
    return thread.get() == candidate;
  }

  /** The cell of a method that this thread calls for the first time, as far as it remembers. */
  synchronized MethodCell add(int method) {
    startOverAfterStop();
    MethodCell[] cells = byMethod;
    if (method < cells.length && cells[method] != null) {
      return cells[method];
    }
    int stride = MethodTable.stride(method);
    MethodCell before = takeSuperseded(method, stride);
    if (before != null) {
      return keep(method, before);
    }
    if (!MethodTable.inBudget()) {
      return keep(method, MethodTable.shared(method));
    }
    charge(ThreadCell.BYTES);
    return keep(method, new ThreadCell(method, stride, this));
  }

  /** Has the thread's next call look for a cell of the stride that the method has now. */
  synchronized void supersede(int method) {
    MethodCell[] cells = byMethod;
    MethodCell old = method < cells.length ? cells[method] : null;
    if (old == null || old.stride == MethodTable.stride(method)) {
      return;
    }
    cells[method] = null;
    byMethod = cells;
    if (old instanceof ThreadCell) {
      superseded = Arrays.copyOf(superseded, superseded.length + 1);
      superseded[superseded.length - 1] = (ThreadCell) old;
    }
  }

  /** All own cells, in use or not. */
  synchronized List<ThreadCell> own() {
    List<ThreadCell> own = new ArrayList<>(List.of(superseded));
    for (MethodCell cell : byMethod) {
      if (cell instanceof ThreadCell) {
        own.add((ThreadCell) cell);
      }
    }
    return own;
  }

  /** So that going to and fro between a few strides takes no more memory. */
  private MethodCell takeSuperseded(int method, int stride) {
    for (int i = 0; i < superseded.length; i++) {
      ThreadCell cell = superseded[i];
      if (cell.method == method && cell.stride == stride) {
        ThreadCell[] others = Arrays.copyOf(superseded, superseded.length - 1);
        if (i < others.length) {
          others[i] = superseded[others.length];
        }
        superseded = others;
        return cell;
      }
    }
    return null;
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
      superseded = NOTHING;
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
  synchronized void retire() {
    if (session == MethodTable.session()) {
      MethodTable.charge(-chargedBytes);
    }
    byMethod = NONE;
    superseded = NOTHING;
  }

  /** Ends the session for this thread, which may be running; called once the number has changed. */
  synchronized void forget() {
    byMethod = NONE;
    superseded = NOTHING;
  }
}
