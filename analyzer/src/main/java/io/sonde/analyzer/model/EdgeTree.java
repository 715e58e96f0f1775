package io.sonde.analyzer.model;

import java.util.Arrays;

/**
 * A tree that grows by (parent, label), each pair one node, whose nodes are numbers: a node comes
 * after its parent. Stack traces merge into such trees with millions of nodes, so one costs 8 bytes
 * and, while the tree grows, 8 to 16 more to be found by. Not thread-safe while it grows.
 */
public final class EdgeTree {
  /** Above all nodes: no label, its own parent. */
  public static final int ROOT = 0;

  /** 2^64 over the golden ratio: neighbouring edges fall far apart. */
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  private static final int FIRST_BITS = 11;
  private static final int[] NONE = {};

  /** Parent in the upper half, label in the lower: what tells a node from all others. */
  private long[] edges = new long[1 << FIRST_BITS - 1];

  private int size = 1;

  /**
   * Nodes by the hash of their edge, {@link #ROOT} where there is none; at least half are free.
   * Looking up a node in a tree of millions is a miss of the processor's caches or two, so the
   * table holds nothing but numbers of nodes.
   */
  private int[] slots = new int[1 << FIRST_BITS];

  private int shift = Long.SIZE - FIRST_BITS;

  /** Number of nodes, the root included. */
  public int size() {
    return size;
  }

  /** The smaller number; {@link #ROOT} for the root itself. */
  public int parent(int node) {
    return (int) (edges[node] >>> Integer.SIZE);
  }

  /** Undefined for {@link #ROOT}. */
  public int label(int node) {
    return (int) edges[node];
  }

  /**
   * The node below {@code parent} with this label, made on first use.
   *
   * @throws IllegalStateException after {@link #complete}
   */
  public int child(int parent, int label) {
    long edge = (long) parent << Integer.SIZE | label;
    // A stack that came new was numbered in a row: each call right behind its caller.
    int behind = parent + 1;
    if (behind < size && edges[behind] == edge) {
      return behind;
    }
    if (slots.length == 0) {
      throw new IllegalStateException("the tree is complete");
    }
    int slot = slot(edge);
    for (int node = slots[slot]; node != ROOT; node = slots[slot]) {
      if (edges[node] == edge) {
        return node;
      }
      slot = slot + 1 & slots.length - 1;
    }
    slots[slot] = size;
    if (size == edges.length) {
      edges = Arrays.copyOf(edges, size + (size >> 1));
    }
    edges[size] = edge;
    int added = size++;
    if (size > slots.length / 2) {
      spread();
    }
    return added;
  }

  /** Frees what nodes are found by: the tree grows no more, and may be read by many threads. */
  public void complete() {
    slots = NONE;
  }

  private int slot(long edge) {
    return (int) (edge * SPREAD >>> shift);
  }

  /** Makes the slots twice as many, letting the old ones go first. */
  private void spread() {
    int twice = 2 * slots.length;
    slots = NONE;
    slots = new int[twice];
    shift--;
    for (int node = ROOT + 1; node < size; node++) {
      int slot = slot(edges[node]);
      while (slots[slot] != ROOT) {
        slot = slot + 1 & slots.length - 1;
      }
      slots[slot] = node;
    }
  }
}
