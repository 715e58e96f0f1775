package io.sonde.analyzer.model;

import java.util.List;

/**
 * A sampled object that was still reachable when the recording was written (jdk.OldObjectSample).
 *
 * @param timeNanos nanoseconds since the epoch, of the sample's writing
 * @param allocationNanos nanoseconds since the epoch, of the allocation
 * @param sizeBytes the object's own size, or 0 where the JDK does not record it (17)
 * @param arrayElements length for arrays, else -1
 * @param heapUsedAtAllocation heap in use at the last collection before the allocation, in bytes
 * @param stack allocation site, node in {@link Recording#stacks()}
 * @param path references from the object (first) to the root (last), empty unless recorded
 * @param root kind of the root ("Stack Variable: Threads"), empty unless recorded
 */
public record OldObject(
    long timeNanos,
    long allocationNanos,
    String className,
    long sizeBytes,
    long arrayElements,
    long heapUsedAtAllocation,
    int stack,
    List<String> path,
    String root) {
  OldObject renumbered(Renumbering numbers) {
    return new OldObject(
        timeNanos,
        allocationNanos,
        className,
        sizeBytes,
        arrayElements,
        heapUsedAtAllocation,
        numbers.stack(stack),
        path,
        root);
  }
}
