package io.sonde.bootstrap;

/**
 * What timing advice calls. Hot path: no allocation after a thread's first call of a method, no
 * lock, no logging. A platform thread counts in cells of its own, which only it writes; a virtual
 * thread, and every thread beyond the memory budget, in cells that threads share.
 */
public final class MethodProbe {
  /** What {@link MethodCell#begin} returns for a call that is counted but not timed. */
  public static final long UNTIMED = 0;

  private static final ThreadLocal<ThreadCells> CELLS = new ThreadLocal<>();

  /** Superclass of all virtual threads; Void, which has no instances, where there are none. */
  private static final Class<?> VIRTUAL_THREAD = virtualThreadClass();

  private MethodProbe() {}

  /** The cell in which the current thread counts its calls of this method. */
  public static MethodCell cell(int method) {
    if (isVirtualThread()) {
      return MethodTable.shared(method);
    }
    ThreadCells cells = CELLS.get();
    if (cells != null) {
      // The one volatile read of a call that is not timed; see there.
      MethodCell[] byMethod = cells.byMethod;
      if (method < byMethod.length) {
        MethodCell cell = byMethod[method];
        if (cell != null) {
          return cell;
        }
      }
    }
    return newCell(cells, method);
  }

  /** Has the current thread, which is one of the agent's, count in these cells; null: no more. */
  static void rehearse(ThreadCells cells) {
    if (cells == null) {
      CELLS.remove();
    } else {
      CELLS.set(cells);
    }
  }

  /** Whether the current thread is a virtual one. */
  static boolean isVirtualThread() {
    return VIRTUAL_THREAD.isInstance(Thread.currentThread());
  }

  private static MethodCell newCell(ThreadCells known, int method) {
    ThreadCells cells = known;
    if (cells == null) {
      cells = ThreadRegistry.of(Thread.currentThread());
      CELLS.set(cells);
    }
    return cells.add(method);
  }

  private static Class<?> virtualThreadClass() {
    try {
      return Class.forName("java.lang.BaseVirtualThread", false, null);
    } catch (ClassNotFoundException olderJdk) {
      return Void.class;
    }
  }
}
