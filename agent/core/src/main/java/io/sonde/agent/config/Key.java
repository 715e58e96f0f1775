package io.sonde.agent.config;

/** Every key of the agent: the one registry, from which docs/configuration.md is checked. */
public enum Key {
  ENABLED("enabled", ValueType.SWITCH, "true", "false: the agent does nothing at all."),

  FILE(
      "file",
      ValueType.TEXT,
      "sonde-%p.jfr",
      "Where the recording is written; %p is the process id, %t the start time, relative to the"
          + " working directory."),
  DURATION(
      "duration",
      ValueType.DURATION,
      "off",
      "The recording is written and ends after this time; off: it ends with the process."),
  MAX_AGE(
      "max-age", ValueType.DURATION, "10m", "Older data leaves the recording; off: keep all data."),
  MAX_SIZE(
      "max-size",
      ValueType.BYTES,
      "250m",
      "The oldest data leaves the recording beyond this size; off: no limit."),
  DISK_BUDGET(
      "disk-budget",
      ValueType.BYTES,
      "1g",
      "Most disk space for the parts of this recording and for what killed processes left beside"
          + " it, oldest deleted first; off: no limit."),
  FREE_SPACE_FLOOR(
      "free-space-floor",
      ValueType.BYTES,
      "500m",
      "With less free disk space the oldest half of the recording is dropped, then it ends."),

  SAMPLER(
      "sampler",
      ValueType.SAMPLER,
      "auto",
      "What takes the samples; auto: async-profiler, and JFR where it cannot load."),
  CPU("cpu", ValueType.DURATION, "10ms", "CPU time between two CPU samples; off: none."),
  WALL(
      "wall",
      ValueType.DURATION,
      "50ms",
      "Time between two wall samples of a thread, each of which costs some 5 µs; off: none."),
  ALLOC("alloc", ValueType.BYTES, "512k", "Bytes allocated between two samples; off: none."),
  LOCK(
      "lock",
      ValueType.DURATION,
      "off",
      "Threshold of async-profiler's lock engine; it then replaces JFR's monitor and park events."),
  LEAK_PATHS(
      "leak-paths",
      ValueType.DURATION,
      "1s",
      "Longest pause, when the process ends, to find what keeps old objects alive; off: no paths."),
  EXTRACT_PATH(
      "extract-path",
      ValueType.TEXT,
      "",
      "Directory for async-profiler's native library; empty: the JVM's temporary directory."),

  REQUESTS(
      "requests",
      ValueType.SWITCH,
      "true",
      "Requests of servlets, Reactor Netty and the JDK's HTTP server, scheduled work and messages are"
          + " recorded with route, status, trace, CPU time and allocated bytes, and so are SQL and outgoing"
          + " HTTP; false: nothing of it, nor of entry."),
  ENTRY(
      "entry",
      ValueType.LIST,
      "",
      "Methods whose calls are requests, too, such as the work of a loop; same form as include."),
  REQUESTS_PER_SECOND(
      "requests-per-second",
      ValueType.COUNT,
      "100",
      "Most sonde.Request events of fast requests per second and route; above it they are sampled,"
          + " counts and histograms stay exact."),
  SLOW_REQUEST(
      "slow-request",
      ValueType.DURATION,
      "500ms",
      "A request that takes at least this long is always written, and so are failed ones; off: all"
          + " requests."),
  SLOW_CONNECTION_HOLD(
      "slow-connection-hold",
      ValueType.DURATION,
      "500ms",
      "A connection that is held at least this long is always written, with the code that closes"
          + " it, and while it is open; off: all connections."),

  SLO(
      "slo",
      ValueType.OBJECTIVES,
      "off",
      "Service level objectives: the share of a route's requests that are to be good, which is neither"
          + " to fail nor to take longer; * in a route stands for anything."),
  DUMP_WHEN(
      "dump-when",
      ValueType.CONDITIONS,
      "off",
      "Writes the recording, which goes on, when one of these holds: p99(ROUTE)>500ms,"
          + " errors(ROUTE)>5%, pool-wait(POOL)>100ms, live-set>80%, heap-full<10m, deadlock; each with"
          + " 'for 30s' where it has to last. * in a route or pool stands for anything."),
  DUMP_PAUSE(
      "dump-pause",
      ValueType.DURATION,
      "10m",
      "Least time between two recordings that dump-when writes; off: it writes one at most."),

  OTLP(
      "otlp",
      ValueType.RECEIVER,
      "off",
      "Sends spans and metrics to this OpenTelemetry receiver by HTTP, such as"
          + " http://collector:4318; on: to where OpenTelemetry's own variables say."),
  ZIPKIN("zipkin", ValueType.URL, "off", "Sends spans to this Zipkin, such as http://zipkin:9411."),
  PROMETHEUS(
      "prometheus",
      ValueType.ADDRESS,
      "off",
      "Prometheus may fetch metrics here, as [HOST:]PORT; without a host from this machine alone."),

  OVERHEAD(
      "overhead",
      ValueType.SHARE,
      "1%",
      "CPU time that the probes may take, as a share of all processors of the JVM; beyond it the"
          + " dearest are turned down, counts stay exact; off: never."),

  INCLUDE(
      "include",
      ValueType.LIST,
      "",
      "Methods to time: com.shop.**, com.shop.*Service, com.shop.Cart#total*, @com.shop.Timed."),
  EXCLUDE("exclude", ValueType.LIST, "", "Methods never to time, in the same form as include."),
  TIMING(
      "timing",
      ValueType.TIMING,
      "exact",
      "exact: every call is timed; 1/N: every call is counted, one in N is timed."),
  TIMING_PERIOD(
      "timing-period",
      ValueType.DURATION,
      "5s",
      "Time between two sonde.MethodTiming events of a method; off: one per chunk."),
  TIMING_MEMORY(
      "timing-memory",
      ValueType.BYTES,
      "64m",
      "Heap for per-thread counters; beyond it threads share counters, which is slower."),
  SLOW_CALL(
      "slow-call",
      ValueType.DURATION,
      "100ms",
      "A timed call that takes at least this long is written as sonde.SlowCall; off: none."),
  SLOW_CALLS_PER_SECOND(
      "slow-calls-per-second",
      ValueType.COUNT,
      "50",
      "Most sonde.SlowCall events per second; what is above is counted only.");

  private final String id;
  private final ValueType type;
  private final String defaultText;
  private final String doc;

  Key(String id, ValueType type, String defaultText, String doc) {
    this.id = id;
    this.type = type;
    this.defaultText = defaultText;
    this.doc = doc;
  }

  /** The name in agent arguments. */
  public String id() {
    return id;
  }

  /** The name as a system property. */
  public String property() {
    return "sonde." + id;
  }

  /** The name as an environment variable. */
  public String variable() {
    return "SONDE_" + id.replace('-', '_').toUpperCase(java.util.Locale.ROOT);
  }

  public ValueType type() {
    return type;
  }

  public String defaultText() {
    return defaultText;
  }

  public String doc() {
    return doc;
  }
}
