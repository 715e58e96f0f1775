package io.sonde.agent.compat;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.agent.testing.Compiler;
import io.sonde.agent.testing.JvmProcess;
import io.sonde.agent.testing.WrittenRecording;
import io.sonde.events.EventNames;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jfr.consumer.RecordedEvent;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Connections of pools of two, held for known times: the oldest and newest HikariCP, and others.
 */
class PoolIT {
  private static final Path JARS = Path.of("target/pools");
  private static final int QUICK = 10;
  private static final int OUTSIDE = 5;
  private static final int WAITING = 3;
  private static final int LIMIT = 2;

  /**
   * Quick ones, a slow and a middling one, one handed over, those outside of requests, two never
   * closed.
   */
  private static final long ACQUIRES = QUICK + 1 + 1 + 1 + OUTSIDE + 2;

  @TempDir Path directory;

  static Stream<Arguments> poolsThatCloseInSight() {
    List<Arguments> all = new ArrayList<>();
    for (Path javaHome : JvmProcess.javaHomes().toList()) {
      all.add(Arguments.of(javaHome, "hikari", "HikariCP-oldest"));
      all.add(Arguments.of(javaHome, "hikari", "HikariCP-newest"));
      all.add(Arguments.of(javaHome, "dbcp2", "commons-dbcp2"));
    }
    return all.stream();
  }

  @ParameterizedTest
  @MethodSource("poolsThatCloseInSight")
  void everyHold_isCounted_andLongOnesNameTheirHolder(Path javaHome, String kind, String jar)
      throws Exception {
    WrittenRecording recording = run(javaHome, kind, jar);
    recording.assertClean();
    String pool =
        kind.equals("hikari") ? "orders-pool" : "org.apache.commons.dbcp2.BasicDataSource";
    assertShortHolds(recording, pool);
    assertLongHolds(recording, pool);
    assertOpenHolds(recording, pool);
    assertCounts(recording, pool);
    assertThat(sum(recording, pool, "holds")).isEqualTo(ACQUIRES - 2);
    assertThat(states(recording, pool)).anyMatch(state -> state.getLong("leaked") == 1);
    assertThat(recording.ofType(EventNames.POOL_STATE))
        .as("neither the data source in front of the pool nor that behind it")
        .allMatch(state -> state.getString("pool").equals(pool));
  }

  static Stream<Path> javaHomes() {
    return JvmProcess.javaHomes();
  }

  /** Its connections are proxies of the JDK, which are not seen closing: none is called open. */
  @ParameterizedTest
  @MethodSource("javaHomes")
  void tomcatsPool_tellsItsState_andHasNoHolds(Path javaHome) throws Exception {
    WrittenRecording recording = run(javaHome, "tomcat", "tomcat-jdbc");
    recording.assertClean();
    assertCounts(recording, "orders-pool");
    assertThat(recording.ofType(EventNames.CONNECTION_HOLD)).isEmpty();
  }

  private static void assertShortHolds(WrittenRecording recording, String pool) {
    for (RecordedEvent request : requests(recording, "quick")) {
      assertThat(holds(recording, pool, false))
          .filteredOn(hold -> hold.getLong("requestId") == request.getLong("requestId"))
          .hasSize(1)
          .allMatch(hold -> !hold.getStartTime().isBefore(request.getStartTime()))
          .allMatch(hold -> !hold.getEndTime().isAfter(request.getEndTime()));
    }
    assertThat(requests(recording, "quick")).hasSize(QUICK);
    assertThat(holds(recording, pool, false))
        .as("outside of requests only long ones are written")
        .filteredOn(hold -> hold.getLong("requestId") == 0)
        .isEmpty();
  }

  private static void assertLongHolds(WrittenRecording recording, String pool) {
    assertHeldBy(recording, pool, "slow", "slow", 300);
    assertHeldBy(recording, pool, "handedOver", "run", 300);
    assertHeldBy(recording, pool, "middling", "middling", 120);
  }

  /** One that was held so long, and the frame of what closed it. */
  private static void assertHeldBy(
      WrittenRecording recording, String pool, String entry, String closedIn, long leastMillis) {
    long requestId = requests(recording, entry).get(0).getLong("requestId");
    List<RecordedEvent> holds =
        holds(recording, pool, false).stream()
            .filter(hold -> hold.getLong("requestId") == requestId)
            .toList();
    assertThat(holds).hasSize(1).allMatch(hold -> hold.getDuration().toMillis() >= leastMillis);
    assertThat(recording.ofType(EventNames.CONNECTION_HOLDER))
        .filteredOn(holder -> holder.getBoolean("closes"))
        .filteredOn(holder -> holder.getLong("holdId") == holds.get(0).getLong("holdId"))
        .hasSize(1)
        .allMatch(
            holder ->
                holder.getStackTrace().getFrames().stream()
                    .anyMatch(
                        frame ->
                            frame.getMethod().getName().equals(closedIn)
                                || frame.getMethod().getName().startsWith("lambda$" + entry)));
  }

  private static void assertOpenHolds(WrittenRecording recording, String pool) {
    List<RecordedEvent> open = holds(recording, pool, true);
    assertThat(open).anyMatch(hold -> hold.getBoolean("leaked"));
    for (String holder : List.of("keep", "forget")) {
      long requestId = requests(recording, holder).get(0).getLong("requestId");
      assertThat(open)
          .as("%s, at each report anew", holder)
          .filteredOn(hold -> hold.getLong("requestId") == requestId)
          .hasSizeGreaterThan(2)
          .extracting(hold -> hold.getLong("holdId"))
          .containsOnly(
              open.stream()
                  .filter(hold -> hold.getLong("requestId") == requestId)
                  .findFirst()
                  .orElseThrow()
                  .getLong("holdId"));
    }
  }

  private static void assertCounts(WrittenRecording recording, String pool) {
    assertThat(sum(recording, pool, "acquires")).isEqualTo(ACQUIRES);
    assertThat(sum(recording, pool, "failures")).isEqualTo(WAITING);
    assertThat(sum(recording, pool, "timeouts")).isEqualTo(WAITING);
    assertThat(sum(recording, pool, "waitNanos")).isGreaterThan(WAITING * 3_900_000_000L);
    assertThat(states(recording, pool))
        .allMatch(state -> state.getInt("limit") == LIMIT)
        .allMatch(state -> state.getInt("total") <= LIMIT)
        .anyMatch(state -> state.getInt("pending") == WAITING && state.getInt("active") == LIMIT)
        .anyMatch(state -> state.getInt("mostActive") == LIMIT);
    assertThat(states(recording, pool))
        .as("nobody waits any more")
        .anyMatch(state -> state.getLong("failures") > 0 && state.getInt("pending") == 0);
  }

  private static long sum(WrittenRecording recording, String pool, String field) {
    return states(recording, pool).stream().mapToLong(state -> state.getLong(field)).sum();
  }

  private static List<RecordedEvent> states(WrittenRecording recording, String pool) {
    return select(recording, EventNames.POOL_STATE, state -> state.getString("pool").equals(pool));
  }

  private static List<RecordedEvent> holds(WrittenRecording recording, String pool, boolean open) {
    return select(
        recording,
        EventNames.CONNECTION_HOLD,
        hold -> hold.getString("pool").equals(pool) && hold.getBoolean("open") == open);
  }

  private static List<RecordedEvent> requests(WrittenRecording recording, String method) {
    return select(
        recording,
        EventNames.REQUEST,
        request -> request.getString("route").equals("com.acme.pools.Holders." + method));
  }

  private static List<RecordedEvent> select(
      WrittenRecording recording, String type, Predicate<RecordedEvent> wanted) {
    return recording.ofType(type).stream().filter(wanted).toList();
  }

  private WrittenRecording run(Path javaHome, String kind, String jar) throws Exception {
    String others = jars("h2|slf4j-api");
    String compiled =
        Stream.of("HikariCP-newest", "commons-dbcp2", "tomcat-jdbc")
            .map(PoolIT::jar)
            .collect(Collectors.joining(File.pathSeparator));
    Path classes =
        Compiler.compile(
            "pools", directory.resolve("classes"), "-cp", compiled + File.pathSeparator + others);
    String classPath =
        String.join(
            File.pathSeparator,
            classes.toString(),
            jar(jar),
            jar("commons-pool2"),
            jar("commons-logging"),
            jar("tomcat-juli"),
            others);
    Path file = directory.resolve("pools.jfr");
    String agent =
        "-javaagent:"
            + System.getProperty("sonde.agent.jar")
            + "=entry=com.acme.pools.Holders#quick,com.acme.pools.Holders#slow"
            + ",com.acme.pools.Holders#middling"
            + ",com.acme.pools.Holders#handedOver,com.acme.pools.Holders#keep"
            + ",com.acme.pools.Holders#forget,slow-connection-hold=200ms,timing-period=100ms,file="
            + file;
    List<String> arguments = List.of(agent, "-cp", classPath, "com.acme.pools.Holders", kind);
    try (JvmProcess jvm = JvmProcess.start(javaHome, directory, arguments)) {
      assertThat(jvm.awaitExit()).as(jvm.stderr()).isZero();
      assertThat(jvm.stderr()).doesNotContain("suppressed", "VerifyError", "cannot be read");
    }
    return WrittenRecording.read(file);
  }

  private static String jar(String name) {
    return JARS.resolve(name + ".jar").toAbsolutePath().toString();
  }

  private static String jars(String names) {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(jar -> jar.matches(".*/(" + names + ")-[^/]*\\.jar"))
        .collect(Collectors.joining(File.pathSeparator));
  }
}
