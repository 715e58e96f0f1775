package io.sonde.analyzer.model;

/**
 * Something that happened in the JVM and that is neither a sample nor a wait of a request.
 *
 * @param startNanos nanoseconds since the epoch
 * @param durationNanos 0 for what takes no time
 * @param thread index into {@link Recording#threads()}, or -1
 * @param stack node in {@link Recording#stacks()}
 * @param subject what it is about, in words that its kind gives a meaning: index into {@link
 *     Recording#classNames()}, or -1
 * @param amount bytes or a count, as its kind says; 0 where that says nothing
 * @param weight how many the incident stands for, at least 1
 */
public record Incident(
    IncidentKind kind,
    long startNanos,
    long durationNanos,
    int thread,
    int stack,
    int subject,
    long amount,
    double weight) {
  public long endNanos() {
    return startNanos + durationNanos;
  }

  Incident renumbered(Renumbering numbers) {
    return new Incident(
        kind,
        startNanos,
        durationNanos,
        numbers.thread(thread),
        numbers.stack(stack),
        numbers.className(subject),
        amount,
        weight);
  }

  Incident heavier(double factor) {
    return new Incident(
        kind, startNanos, durationNanos, thread, stack, subject, amount, weight * factor);
  }
}
