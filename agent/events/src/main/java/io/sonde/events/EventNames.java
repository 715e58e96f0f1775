package io.sonde.events;

/** Names of the events that the agent writes. Fields and units stand in docs/events.md. */
public final class EventNames {
  /** Calls of one instrumented method during one reporting period: count, total, histogram. */
  public static final String METHOD_TIMING = "sonde.MethodTiming";

  /** One call of an instrumented method that took longer than the threshold, with stack trace. */
  public static final String SLOW_CALL = "sonde.SlowCall";

  /** What the agent itself did and cost during one reporting period. */
  public static final String AGENT_STATE = "sonde.AgentState";

  /** One request that the service served: route, status, trace, CPU time, allocated bytes. */
  public static final String REQUEST = "sonde.Request";

  /** Work that was done for a request on another thread than the one it came in on. */
  public static final String TASK = "sonde.Task";

  /** All requests of one route during one reporting period: exact count, errors, histogram. */
  public static final String ROUTE_TIMING = "sonde.RouteTiming";

  /** One statement that was sent to a database, or a commit or rollback. */
  public static final String SQL_STATEMENT = "sonde.SqlStatement";

  /** Where a statement is called from: a stack trace now and then. */
  public static final String SQL_CALLER = "sonde.SqlCaller";

  /** A statement as a database can plan it, without values. */
  public static final String SQL_TEMPLATE = "sonde.SqlTemplate";

  /** One connection that was asked for of a pool. */
  public static final String CONNECTION_ACQUIRE = "sonde.ConnectionAcquire";

  /** One request that was sent to another service: host, route, status, duration. */
  public static final String HTTP_CALL = "sonde.HttpCall";

  /** Where another service is called from: a stack trace now and then. */
  public static final String HTTP_CALLER = "sonde.HttpCaller";

  /** One time that a virtual thread was parked while it worked for a request. */
  public static final String VIRTUAL_PARK = "sonde.VirtualPark";

  /** One connection of a pool in use, from getting it to closing it. */
  public static final String CONNECTION_HOLD = "sonde.ConnectionHold";

  /** Who holds a connection: a stack trace now and then, and of all that are held long. */
  public static final String CONNECTION_HOLDER = "sonde.ConnectionHolder";

  /** One pool of connections during one reporting period: its state, waits and holds. */
  public static final String POOL_STATE = "sonde.PoolState";

  /** One executor during one reporting period: its threads, limit and queue. */
  public static final String EXECUTOR_STATE = "sonde.ExecutorState";

  /** One class that should have been instrumented and could not be. */
  public static final String TRANSFORM_FAILURE = "sonde.TransformFailure";

  /** One reading of both clocks: JFR's time and async-profiler's timestamp. */
  public static final String CLOCK_ANCHOR = "sonde.ClockAnchor";

  /**
   * How this recording was made: agent version, schema, settings with a hash, host and CPU facts.
   */
  public static final String SESSION = "sonde.Session";

  /** One probe that the governor turned down, or up again. */
  public static final String GOVERNOR_STEP = "sonde.GovernorStep";

  /** What one call of a probe costs on this machine. */
  public static final String PROBE_COST = "sonde.ProbeCost";

  /** One thread of a deadlock: what it wants, who has that, and where it stands. */
  public static final String DEADLOCK = "sonde.Deadlock";

  /** A condition of dump-when held: what was measured, and the bound. */
  public static final String TRIGGER = "sonde.Trigger";

  /** Requests of one reporting period that a service level objective is about. */
  public static final String OBJECTIVE = "sonde.Objective";

  private EventNames() {}
}
