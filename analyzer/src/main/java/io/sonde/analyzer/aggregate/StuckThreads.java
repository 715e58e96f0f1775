package io.sonde.analyzer.aggregate;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Threads that several looks in a row, up to the last one, saw at the same place waiting for one
 * lock, without ever getting it in between.
 *
 * @param owner thread that has the lock; empty when unknown
 * @param heldBy the owner's own code in the last look; null when unknown
 * @param waitsAt own code of the threads that wait; null without any
 * @param sinceNanos of the first of these looks, nanoseconds since the epoch
 * @param toNanos of the last
 * @param looks how many
 * @param inJdkAlone whether they run nothing but the JDK's own code: no work of the application
 */
public record StuckThreads(
    String lockClass,
    String owner,
    @Nullable Place heldBy,
    @Nullable Place waitsAt,
    List<String> threads,
    long sinceNanos,
    long toNanos,
    int looks,
    boolean inJdkAlone) {}
