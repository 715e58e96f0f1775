package io.sonde.bootstrap;

import io.sonde.events.EventNames;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** sonde.Deadlock: one thread of a deadlock, as the agent's look at the threads saw it. */
@Name(EventNames.DEADLOCK)
@Label("Deadlock")
@Category("Sonde")
@Description("One thread of a deadlock; all threads of one have the same number")
@StackTrace(false)
public final class DeadlockEvent extends Event {
  @Label("Deadlock")
  @Description("Number of the deadlock in this JVM, from 1")
  public long deadlock;

  @Label("Blocked Thread")
  public String threadName;

  @Label("Java Thread Id")
  public long threadId;

  @Label("Wanted")
  @Description("Class of the monitor or lock that it waits for")
  public String wantedClass;

  @Label("Wanted Identity")
  @Description("Identity hash code of that, in hexadecimal digits")
  public String wantedIdentity;

  @Label("Owner")
  @Description("Thread that holds it")
  public String ownerName;

  @Label("Owner Id")
  public long ownerId;

  @Label("Frames")
  @Description("Where the thread waits: class, method and line of each frame, top frame first")
  public String frames;

  @Label("Held At")
  @Description("Where it took what another of the deadlock wants; empty for locks that no frame is")
  public String heldAt;

  @Label("Known")
  @Timespan(Timespan.NANOSECONDS)
  @Description("Time since the look that saw it first")
  public long knownNanos;
}
