package io.sonde.agent.recording;

/** A program that ends at once. */
public final class HelloApp {
  private HelloApp() {}

  public static void main(String[] arguments) {
    System.out.println("hello");
  }
}
