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

  /** Of a task that is told live; else 0. */
  private final long taskSpanId;

  private final long toldFromNanoTime;
  private long cpuNanos;
  private long allocatedBytes;
  private long runQueueNanos;
  private boolean fetched;

  /** Within AsyncContext.start. */
  private boolean startsApplicationsTask;

  /** Null while the thread has no connection. */
  private FreshStatements statements;

  /** From then on nobody knows which of them a statement is of. */
  private boolean hadTwoConnections;

  private RequestStretch(
      ActiveRequest request, TaskEvent task, ThreadLocal<RequestStretch> current) {
    this.request = request;
    this.task = task;
    this.current = current;
    this.outer = current.get();
    boolean told = task != null && request.isTold();
    this.taskSpanId = told ? RequestSpans.newId() : 0;
    this.toldFromNanoTime = told ? System.nanoTime() : 0;
    boolean virtual = MethodProbe.isVirtualThread();
    if (virtual) {
      Requests.sawVirtualThread();
    }
    this.measured = Requests.costsKnown() && !virtual;
    if (measured) {
      runQueueNanos = runQueue();
      cpuNanos = ThreadCost.cpuNanos();
      allocatedBytes = ThreadCost.allocatedBytes();
    }
  }

  /** Read of all stretches of a request or of none; one within another follows that. */
  private long runQueue() {
    ActiveRequest leads = task == null ? request.outer() : request;
    if (leads != null) {
      return leads.readsRunQueue() ? RunQueue.follow() : -1;
    }
    long begun = RunQueue.begin();
    if (begun < 0) {
      request.leaveRunQueue();
    }
    return begun;
  }

  static RequestStretch entry(ActiveRequest request, ThreadLocal<RequestStretch> current) {
    return new RequestStretch(request, null, current);
  }

  static RequestStretch task(
      ActiveRequest request,
      String executor,
      long queuedNanos,
      ThreadLocal<RequestStretch> current) {
    TaskEvent task = new TaskEvent();
    task.begin();
    task.requestId = request.id();
    task.executor = executor;
    task.queuedNanos = Math.max(-1, queuedNanos);
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
    shareStatements();
    long cpu = -1;
    long bytes = -1;
    long queue = -1;
    if (measured) {
      cpu = ThreadCost.cpuNanos() - cpuNanos;
      bytes = ThreadCost.allocatedBytes() - allocatedBytes;
      queue = RunQueue.since(runQueueNanos);
    }
    if (task != null && outer != null && !request.isWithin(outer.request)) {
      // Work for another meanwhile, as where a thread that waits in a fork-join pool helps.
      outer.cpuNanos += Math.max(0, cpu);
      outer.allocatedBytes += Math.max(0, bytes);
      outer.runQueueNanos += outer.runQueueNanos < 0 ? 0 : Math.max(0, queue);
    }
    if (task == null) {
      request.addEntry(cpu, bytes, queue);
    } else {
      boolean written = request.addTask(task, cpu, bytes, queue);
      addToRequestsAround(cpu, bytes, queue);
      if (written) {
        task.commit();
        Requests.wrote(1);
      }
      tell(cpu);
    }
  }

  private void tell(long cpu) {
    if (taskSpanId != 0) {
      request.tell(
          new LiveTask(
              taskSpanId,
              request.spanId(),
              toldFromNanoTime,
              System.nanoTime(),
              task.executor,
              task.queuedNanos,
              cpu));
    }
  }

  /** The span that what the thread does now lies in; 0 where nobody listens. */
  long spanId() {
    return taskSpanId == 0 ? request.spanId() : taskSpanId;
  }

  /** The thread has got a connection. */
  void acquired(Object connection) {
    hadTwoConnections |= statements != null;
    shareStatements();
    if (!hadTwoConnections && outer == null) {
      statements = new FreshStatements(connection);
    }
  }

  /** A connection is about to be closed, and its statements with it. */
  void closes(Object connection) {
    if (statements != null && statements.areOf(connection)) {
      statements = null;
    }
  }

  void prepared(Object statement, SqlText text) {
    if (statements == null) {
      StatementTexts.put(statement, text);
    } else {
      statements.put(statement, text);
    }
  }

  /** Null where the statement was prepared elsewhere or before we looked. */
  SqlText textOf(Object statement) {
    return statements == null ? null : statements.get(statement);
  }

  private void shareStatements() {
    if (statements != null) {
      statements.handOver();
      statements = null;
    }
  }

  /** What the server hands to its executor meanwhile is the application's own work. */
  public void startsApplicationsTask(boolean within) {
    startsApplicationsTask = within;
  }

  boolean startsApplicationsTask() {
    return startsApplicationsTask;
  }

  /** Work of a pool's worker that ends as it fetches its next task. */
  void endsWithNext() {
    fetched = true;
  }

  boolean isFetched() {
    return fetched;
  }

  /** Where they have no stretch of their own around this one, which counts it already. */
  private void addToRequestsAround(long cpu, long bytes, long queue) {
    ActiveRequest around = request.outer();
    while (around != null) {
      if (!isWithin(around)) {
        around.add(cpu, bytes, queue);
      }
      around = around.outer();
    }
  }

  private boolean isWithin(ActiveRequest other) {
    RequestStretch stretch = outer;
    while (stretch != null) {
      if (stretch.request == other) {
        return true;
      }
      stretch = stretch.outer;
    }
    return false;
  }
}
