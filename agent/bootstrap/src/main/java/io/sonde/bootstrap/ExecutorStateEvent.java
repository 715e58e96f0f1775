package io.sonde.bootstrap;

import io.sonde.events.EventNames;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** sonde.ExecutorState: what an executor is like now, and what passed since. */
@Name(EventNames.EXECUTOR_STATE)
@Label("Executor State")
@Category("Sonde")
@Description("One executor: its state now, and what passed since its previous event")
@StackTrace(false)
public final class ExecutorStateEvent extends Event {
  @Label("Executor")
  @Description("Its own name, else its class; with a number where there are several")
  public String executor;

  @Label("Executor Class")
  public String executorClass;

  @Label("Active")
  @Description("Threads that run a task")
  public int active;

  @Label("Idle")
  @Description("Threads that run none")
  public int idle;

  @Label("Core")
  @Description("Threads that it keeps")
  public int core;

  @Label("Limit")
  @Description("Most threads that it may have")
  public int limit;

  @Label("Queued")
  @Description("Tasks that wait for a thread")
  public int queued;

  @Label("Queue Remaining")
  @Description("Tasks that the queue has room for; -1 where it is not known")
  public int queueRemaining;

  @Label("Completed")
  @Description("Tasks that ended since the previous event; -1 where it is not known")
  public long completed;

  @Label("Period")
  @Timespan(Timespan.NANOSECONDS)
  public long periodNanos;
}
