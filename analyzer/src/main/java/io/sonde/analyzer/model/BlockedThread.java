package io.sonde.analyzer.model;

import java.util.List;

/**
 * A thread that a look at all threads saw waiting for a monitor or a lock.
 *
 * @param timeNanos of the look, nanoseconds since the epoch
 * @param deadlock number of the deadlock that the look itself told of, unique within that look; 0
 *     for a thread that is only blocked
 * @param thread its name
 * @param threadId Java thread id, or 0 when unknown
 * @param lockClass of the monitor or lock
 * @param lockId what tells the lock from others of its class within one look; may be empty
 * @param owner name of the thread that has it; empty when unknown
 * @param stack where it waits, top frame first
 * @param ownerStack where the owner was then; empty when unknown
 * @param heldAt where it took what another thread of the deadlock wants, as one frame; empty when
 *     unknown
 */
public record BlockedThread(
    long timeNanos,
    int deadlock,
    String thread,
    long threadId,
    String lockClass,
    String lockId,
    String owner,
    List<Frame> stack,
    List<Frame> ownerStack,
    List<Frame> heldAt) {}
