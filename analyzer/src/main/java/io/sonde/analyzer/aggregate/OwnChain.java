package io.sonde.analyzer.aggregate;

import java.util.Arrays;

/**
 * Own methods that call each other, root first, and all stacks that come down to them. A method
 * that occurs again counts where it occurs first, but the deepest method stays last.
 */
final class OwnChain {
  private static final int NONE = -1;

  private final int[] methods;
  private final boolean throughLibrary;

  /** Own frames on top of the deepest method's that it is charged with. */
  private final int callbacks;

  private double weight;
  private long samples;
  private int size;
  private int[] stacks = new int[2];
  private double[] weights = new double[2];

  OwnChain(int[] methods, int callbacks, boolean throughLibrary) {
    this.methods = methods;
    this.callbacks = callbacks;
    this.throughLibrary = throughLibrary;
  }

  void add(int stack, double weightOfStack, int count) {
    if (size == stacks.length) {
      stacks = Arrays.copyOf(stacks, 2 * size);
      weights = Arrays.copyOf(weights, 2 * size);
    }
    stacks[size] = stack;
    weights[size++] = weightOfStack;
    weight += weightOfStack;
    samples += count;
  }

  int callbacks() {
    return callbacks;
  }

  /** True when library code does the work above the deepest own method. */
  boolean throughLibrary() {
    return throughLibrary;
  }

  /** Number of methods, at least one. */
  int length() {
    return methods.length;
  }

  int method(int index) {
    return methods[index];
  }

  int deepest() {
    return methods[methods.length - 1];
  }

  /** Where a method stands in the chain, or -1. */
  int indexOf(int method) {
    for (int i = 0; i < methods.length; i++) {
      if (methods[i] == method) {
        return i;
      }
    }
    return NONE;
  }

  double weight() {
    return weight;
  }

  long samples() {
    return samples;
  }

  /** Number of distinct stacks. */
  int size() {
    return size;
  }

  int stack(int i) {
    return stacks[i];
  }

  double weight(int i) {
    return weights[i];
  }
}
