package io.sonde.analyzer.model;

/**
 * What stands for what when one recording's facts are added to another's.
 *
 * @param stacks node by the other's node
 * @param threads index by the other's index
 * @param classNames index by the other's index
 */
public record Renumbering(int[] stacks, int[] threads, int[] classNames) {
  /** Where an event named no thread or no class. */
  private static final int NONE = -1;

  public int stack(int other) {
    return stacks[other];
  }

  public int thread(int other) {
    return other < 0 ? NONE : threads[other];
  }

  public int className(int other) {
    return other < 0 ? NONE : classNames[other];
  }
}
