package io.sonde.benchmarks.startup;

/** The smallest program: its first line is the moment that a user waits for. */
public final class HelloWorld {
  private HelloWorld() {}

  public static void main(String[] args) {
    System.out.println("hello, world");
  }
}
