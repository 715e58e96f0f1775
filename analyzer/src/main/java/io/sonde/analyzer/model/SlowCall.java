package io.sonde.analyzer.model;

/**
 * One instrumented call above the threshold.
 *
 * @param startNanos nanoseconds since the epoch
 * @param thread index into {@link Recording#threads()}, or -1
 * @param stack node in {@link Recording#stacks()}
 */
public record SlowCall(
    long startNanos,
    long durationNanos,
    String className,
    String methodName,
    int thread,
    int stack) {
  SlowCall renumbered(Renumbering numbers) {
    return new SlowCall(
        startNanos,
        durationNanos,
        className,
        methodName,
        numbers.thread(thread),
        numbers.stack(stack));
  }
}
