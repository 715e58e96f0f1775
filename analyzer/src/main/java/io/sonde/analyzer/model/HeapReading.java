package io.sonde.analyzer.model;

/**
 * Heap in use at one instant, as the collector reports it before and after each collection.
 *
 * @param timeNanos nanoseconds since the epoch
 * @param usedBytes live objects and garbage that was not collected
 * @param committedBytes memory that the heap holds from the operating system; 0 when unknown
 * @param afterCollection true after, false before the collection
 */
public record HeapReading(
    int gcId, long timeNanos, long usedBytes, long committedBytes, boolean afterCollection) {}
