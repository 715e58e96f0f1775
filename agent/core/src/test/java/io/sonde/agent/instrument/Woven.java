package io.sonde.agent.instrument;

import java.util.function.IntSupplier;

/** What WeaverTest weaves. */
public class Woven implements Comparable<Woven> {
  private final int value;

  public Woven(int value) {
    super();
    if (value < 0) {
      throw new IllegalArgumentException();
    }
    this.value = value;
  }

  public static int fib(int n) {
    return n < 2 ? n : fib(n - 1) + fib(n - 2);
  }

  public static void fail() {
    throw new IllegalStateException();
  }

  public int viaLambda() {
    IntSupplier supplier = () -> value;
    return supplier.getAsInt();
  }

  @Override
  public int compareTo(Woven other) {
    return Integer.compare(value, other.value);
  }
}
