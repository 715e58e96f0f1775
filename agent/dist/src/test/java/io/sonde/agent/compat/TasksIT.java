package io.sonde.agent.compat;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.agent.testing.Compiler;
import io.sonde.agent.testing.JvmProcess;
import io.sonde.agent.testing.WrittenRecording;
import io.sonde.events.EventNames;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jfr.consumer.RecordedEvent;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Work handed to other threads in all ways and known numbers; the program checks its owners. */
class TasksIT {
  private static final String PROGRAM = "com.acme.tasks.";
  private static final long ROUNDS = 5;
  private static final long PAUSE_NANOS = 50_000_000;
  private static final List<String> HOPS =
      List.of(
          "probe",
          "queued",
          "stages",
          "scheduled",
          "forked",
          "threads",
          "virtual",
          "three",
          "late");
  private static final List<String> REFUSALS =
      List.of("callerRuns", "rejected", "removed", "shared");

  @TempDir Path directory;
  private String stdout = "";

  static Stream<Path> javaHomes() {
    return JvmProcess.javaHomes();
  }

  @ParameterizedTest
  @MethodSource("javaHomes")
  void everyTask_once_withItsRequest_andUnchanged(Path javaHome) throws Exception {
    WrittenRecording recording = run(javaHome);
    recording.assertClean();
    boolean virtual = stdout.contains("virtual=true");
    Map<Long, String> routes =
        recording.ofType(EventNames.REQUEST).stream()
            .collect(
                Collectors.toMap(
                    request -> request.getLong("requestId"),
                    request -> request.getString("route").substring(PROGRAM.length())));
    List<RecordedEvent> tasks = recording.ofType(EventNames.TASK);
    Map<String, Long> byRoute =
        tasks.stream()
            .collect(
                Collectors.groupingBy(
                    task -> routes.getOrDefault(task.getLong("requestId"), "nobody"),
                    TreeMap::new,
                    Collectors.counting()));
    assertThat(byRoute.remove("Hops.probe")).isPositive();
    assertThat(byRoute).isEqualTo(expected(virtual));
    assertQueues(tasks, routes);
    assertThat(recording.ofType(EventNames.VIRTUAL_PARK))
        .filteredOn(
            park ->
                park.getClass("parkedClass") != null
                    && park.getClass("parkedClass").getName().contains("CountDownLatch"))
        .as("a virtual thread that waits for two that sleep 5 ms")
        .hasSize(virtual ? (int) ROUNDS : 0)
        .allMatch(park -> routes.get(park.getLong("requestId")).equals("Hops.virtual"));
    assertThat(recording.ofType(EventNames.REQUEST))
        .filteredOn(request -> request.getString("route").endsWith("Hops.three"))
        .allMatch(request -> (request.getLong("cpuNanos") == -1) == virtual);
  }

  private static Map<String, Long> expected(boolean virtual) {
    Map<String, Long> tasks = new TreeMap<>();
    tasks.put("Hops.queued", 2 * ROUNDS);
    tasks.put("Hops.stages", 5 * ROUNDS);
    tasks.put("Hops.scheduled", 2 * ROUNDS);
    tasks.put("Hops.forked", 3 * ROUNDS);
    tasks.put("Hops.threads", ROUNDS);
    tasks.put("Hops.three", 3 * ROUNDS);
    tasks.put("Hops.late", ROUNDS);
    tasks.put("Refusals.callerRuns", ROUNDS);
    tasks.put("Refusals.rejected", ROUNDS);
    tasks.put("Refusals.removed", 2 * ROUNDS);
    tasks.put("Refusals.shared", 3 * ROUNDS);
    if (virtual) {
      tasks.put("Hops.virtual", 3 * ROUNDS);
    }
    return tasks;
  }

  /** The second task of each pair was handed over before a pause after which the first ended. */
  private static void assertQueues(List<RecordedEvent> tasks, Map<Long, String> routes) {
    assertThat(tasks).allMatch(task -> task.getLong("queuedNanos") >= 0);
    Map<Long, RecordedEvent> second =
        tasks.stream()
            .filter(task -> routes.getOrDefault(task.getLong("requestId"), "").endsWith(".queued"))
            .collect(
                Collectors.toMap(
                    task -> task.getLong("requestId"),
                    task -> task,
                    (one, other) ->
                        one.getStartTime().isAfter(other.getStartTime()) ? one : other));
    assertThat(second.values())
        .hasSize((int) ROUNDS)
        .allMatch(task -> task.getLong("queuedNanos") >= PAUSE_NANOS)
        .allMatch(
            task -> task.getString("executor").equals("java.util.concurrent.ThreadPoolExecutor"));
    assertThat(tasks.stream().map(task -> task.getString("executor")))
        .contains(
            "java.util.concurrent.ForkJoinPool",
            "java.util.concurrent.ScheduledThreadPoolExecutor",
            "thread");
  }

  private static String entries(String type, List<String> methods) {
    return methods.stream()
        .map(method -> PROGRAM + type + "#" + method)
        .collect(Collectors.joining(","));
  }

  private WrittenRecording run(Path javaHome) throws Exception {
    Path classes = Compiler.compile("tasks", directory.resolve("classes"));
    Path file = directory.resolve("tasks.jfr");
    String agent =
        "-javaagent:"
            + System.getProperty("sonde.agent.jar")
            + "=entry="
            + entries("Hops", HOPS)
            + ","
            + entries("Refusals", REFUSALS)
            + ",slow-request=off,file="
            + file;
    List<String> arguments = List.of(agent, "-cp", classes.toString(), PROGRAM + "Main");
    try (JvmProcess jvm = JvmProcess.start(javaHome, directory, arguments)) {
      assertThat(jvm.awaitExit()).as(jvm.stderr()).isZero();
      assertThat(jvm.stderr()).doesNotContain("suppressed", "VerifyError", "Exception");
      stdout = jvm.stdout();
      assertThat(stdout).as("tasks that the agent still waits for").contains("pending=0");
    }
    return WrittenRecording.read(file);
  }
}
