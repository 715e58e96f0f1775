package io.sonde.analyzer.aggregate;

import com.carrotsearch.hppc.LongIntHashMap;
import io.sonde.analyzer.model.RequestTable;
import java.util.function.IntConsumer;

/**
 * Requests within requests, as when a listener is called in one: their time is the outer's, too.
 */
final class NestedRequests {
  private static final int NONE = -1;

  /** Rows by the row of the request directly around them. */
  private final ThreadRows within;

  private final int[] around;

  private NestedRequests(ThreadRows within, int[] around) {
    this.within = within;
    this.around = around;
  }

  static NestedRequests of(RequestTable table) {
    int[] around = new int[table.size()];
    LongIntHashMap rowOfId = new LongIntHashMap();
    for (int i = 0; i < around.length; i++) {
      if (table.parentId(i) != 0) {
        rowOfId.put(table.parentId(i), NONE);
      }
    }
    for (int i = 0; i < around.length && !rowOfId.isEmpty(); i++) {
      if (rowOfId.containsKey(table.id(i))) {
        rowOfId.put(table.id(i), i);
      }
    }
    for (int i = 0; i < around.length; i++) {
      int row = rowOfId.getOrDefault(table.parentId(i), NONE);
      // A request has a lower number than those within it; damaged events must make no circle.
      around[i] = row != NONE && table.id(row) < table.id(i) ? row : NONE;
    }
    return new NestedRequests(
        ThreadRows.of(around.length, around.length, row -> around[row]), around);
  }

  /** True where the request around this one was recorded. */
  boolean isWithinAnother(int request) {
    return around[request] != NONE;
  }

  /** The request that came in first of those around this one; itself where there is none. */
  int outermost(int request) {
    int outer = request;
    while (around[outer] != NONE) {
      outer = around[outer];
    }
    return outer;
  }

  /** Shows all requests within one, at whatever depth. */
  void visitWithin(int request, IntConsumer visitor) {
    for (int place = within.first(request); place < within.end(request); place++) {
      visitor.accept(within.row(place));
      visitWithin(within.row(place), visitor);
    }
  }
}
