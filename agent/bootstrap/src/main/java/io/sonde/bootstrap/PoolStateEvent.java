package io.sonde.bootstrap;

import io.sonde.events.EventNames;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** sonde.PoolState: what a pool of connections is like now, and what passed since. */
@Name(EventNames.POOL_STATE)
@Label("Pool State")
@Category("Sonde")
@Description("One pool of connections: its state now, and what passed since its previous event")
@StackTrace(false)
public final class PoolStateEvent extends Event {
  @Label("Pool")
  @Description("Its own name, else the class of the data source")
  public String pool;

  @Label("Data Source")
  @Description("Class of the data source")
  public String dataSource;

  @Label("Active")
  @Description("Connections in use")
  public int active;

  @Label("Most Active")
  @Description("Most connections in use at once since the previous event, as the probes counted")
  public int mostActive;

  @Label("Idle")
  @Description("-1 where it is not known")
  public int idle;

  @Label("Total")
  @Description("-1 where it is not known")
  public int total;

  @Label("Pending")
  @Description("Threads that wait for a connection")
  public int pending;

  @Label("Limit")
  @Description("Most connections that the pool may have; -1 where it is not known")
  public int limit;

  @Label("Acquires")
  @Description("Connections that were handed out since the previous event")
  public long acquires;

  @Label("Timeouts")
  @Description("Waits that ended without a connection because they took too long")
  public long timeouts;

  @Label("Failures")
  @Description("Waits that ended without a connection, timeouts included")
  public long failures;

  @Label("Wait")
  @Timespan(Timespan.NANOSECONDS)
  @Description("Sum of all waits that ended since the previous event")
  public long waitNanos;

  @Label("Holds")
  @Description("Connections that were closed since the previous event")
  public long holds;

  @Label("Hold Time")
  @Timespan(Timespan.NANOSECONDS)
  @Description("Sum of the times that these were held")
  public long holdNanos;

  @Label("Open Long")
  @Description("Connections that are held longer than the threshold, and not closed yet")
  public int openLong;

  @Label("Leaked")
  @Description("Of all connections so far, those that nobody refers to and that were never closed")
  public long leaked;

  @Label("Period")
  @Timespan(Timespan.NANOSECONDS)
  public long periodNanos;
}
