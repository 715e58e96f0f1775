package io.sonde.bootstrap;

import java.util.Arrays;

/**
 * One thread's own totals of the methods it times in shared cells, without which recursion would be
 * added up at each level. A small open-addressed map; dies with its thread.
 */
final class NestedTotals {
  private static final ThreadLocal<NestedTotals> OF_THREAD =
      ThreadLocal.withInitial(NestedTotals::new);
  private static final int FREE = -1;

  private int[] methods = new int[8];
  private long[] nanos = new long[8];
  private int size;

  private NestedTotals() {
    Arrays.fill(methods, FREE);
  }

  static long get(int method) {
    NestedTotals totals = OF_THREAD.get();
    int slot = totals.slot(method);
    return totals.methods[slot] == FREE ? 0 : totals.nanos[slot];
  }

  static void set(int method, long total) {
    OF_THREAD.get().put(method, total);
  }

  private void put(int method, long total) {
    int slot = slot(method);
    if (methods[slot] == FREE) {
      if (2 * ++size > methods.length) {
        grow();
        slot = slot(method);
      }
      methods[slot] = method;
    }
    nanos[slot] = total;
  }

  private int slot(int method) {
    int slot = method & (methods.length - 1);
    while (methods[slot] != FREE && methods[slot] != method) {
      slot = (slot + 1) & (methods.length - 1);
    }
    return slot;
  }

  private void grow() {
    int[] oldMethods = methods;
    long[] oldNanos = nanos;
    methods = new int[2 * oldMethods.length];
    nanos = new long[methods.length];
    Arrays.fill(methods, FREE);
    for (int i = 0; i < oldMethods.length; i++) {
      if (oldMethods[i] != FREE) {
        int slot = slot(oldMethods[i]);
        methods[slot] = oldMethods[i];
        nanos[slot] = oldNanos[i];
      }
    }
  }
}
