package io.sonde.bootstrap;

import java.util.List;

/**
 * A request that has ended, with what was done for it until then.
 *
 * @param kind as in sonde.Request
 * @param route as in sonde.Request
 * @param scheme of the URL that it came in by; empty where it did not come by HTTP
 * @param status of the answer; 0 where it did not come by HTTP
 * @param traceId 32 hex digits
 * @param callerId span that the caller named, 16 hex digits; empty where it named none
 * @param sampledByCaller whether the caller wants the trace kept; true where it says nothing
 * @param cpuNanos -1 where it is not known
 * @param allocatedBytes -1 where they are not known
 * @param children statements, calls and tasks in the order of their ends, {@link RequestSpans#MOST}
 *     at most
 * @param droppedChildren how many more there were
 */
public record LiveRequest(
    long id,
    long parentId,
    long startNanoTime,
    long endNanoTime,
    String kind,
    String route,
    String scheme,
    int status,
    String error,
    String traceId,
    String callerId,
    boolean sampledByCaller,
    long cpuNanos,
    long allocatedBytes,
    List<LiveSpan> children,
    int droppedChildren)
    implements LiveSpan {}
