package io.sonde.bootstrap;

/**
 * One thread's uninterrupted work for a request. What the thread does until {@link #leave} belongs
 * to the request, and so do its CPU time and allocated bytes.
 */
public final class RequestStretch {
  private final ActiveRequest request;
  private final ThreadLocal<RequestStretch> current;
  private final RequestStretch outer;
  private final TaskEvent task;
  private final boolean measured;
  private long cpuNanos;
  private long allocatedBytes;
  private long runQueueNanos;

  private RequestStretch(
      ActiveRequest request, TaskEvent task, ThreadLocal<RequestStretch> current) {
    this.request = request;
    this.task = task;
    this.current = current;
    this.outer = current.get();
    boolean virtual = MethodProbe.isVirtualThread();
    if (virtual) {
      Requests.sawVirtualThread();
    }
    this.measured = Requests.costsKnown() && !virtual;
    if (measured) {
      runQueueNanos = RunQueue.begin();
      cpuNanos = ThreadCost.cpuNanos();
      allocatedBytes = ThreadCost.allocatedBytes();
    }
  }

  static RequestStretch entry(ActiveRequest request, ThreadLocal<RequestStretch> current) {
    return new RequestStretch(request, null, current);
  }

  static RequestStretch task(
      ActiveRequest request, String executor, ThreadLocal<RequestStretch> current) {
    TaskEvent task = new TaskEvent();
    task.begin();
    task.requestId = request.id();
    task.executor = executor;
    task.queuedNanos = -1;
    return new RequestStretch(request, task, current);
  }

  public ActiveRequest request() {
    return request;
  }

  /** From now on the current thread works for the request; the last thing that advice does. */
  public void enter() {
    current.set(this);
  }

  /** The thread goes on to something else; the request itself may go on elsewhere. */
  public void leave() {
    current.set(outer);
    long cpu = -1;
    long bytes = -1;
    long queue = -1;
    if (measured) {
      cpu = ThreadCost.cpuNanos() - cpuNanos;
      bytes = ThreadCost.allocatedBytes() - allocatedBytes;
      queue = RunQueue.since(runQueueNanos);
    }
    request.add(cpu, bytes, queue, task == null);
    if (task != null) {
      task.cpuNanos = cpu;
      task.allocatedBytes = bytes;
      task.runQueueNanos = queue;
      task.commit();
    }
  }
}
