package io.sonde.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One {@code sonde demo}, run as a user runs it. */
record DemoRun(
    String output,
    JsonNode analysis,
    JsonNode load,
    List<RecordedEvent> agentStates,
    List<RecordedEvent> requests) {
  private static final long PATIENCE_MINUTES = 25;

  /**
   * @param options of the demo's command line, beside those of the case
   */
  static DemoRun of(ShopCase shop, Path javaHome, Path directory, String... options)
      throws Exception {
    return of(shop, javaHome, directory, Map.of(), options);
  }

  /**
   * @param environment variables that the shop sees, too
   */
  static DemoRun of(
      ShopCase shop,
      Path javaHome,
      Path directory,
      Map<String, String> environment,
      String... options)
      throws Exception {
    Path home = Path.of(System.getProperty("sonde.home"));
    Path json = directory.resolve("findings.json");
    Path out = directory.resolve("demo.log");
    List<String> command =
        new ArrayList<>(
            List.of(
                javaHome.resolve("bin/java").toString(),
                "-Dsonde.home=" + home,
                "-jar",
                home.resolve("analyzer/target/sonde.jar").toString(),
                "demo",
                "--no-open",
                "--fault=" + shop.fault(),
                "--threads=" + shop.threads(),
                "--json=" + json,
                "--output=" + directory));
    if (shop.fixed()) {
      command.add("--fixed");
    }
    command.addAll(List.of(options));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile());
    builder.environment().putAll(environment);
    Process demo = builder.start();
    try {
      assertThat(demo.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)).as("ends in time").isTrue();
    } finally {
      demo.destroy();
    }
    String output = Files.readString(out);
    assertThat(demo.exitValue()).as(output).isZero();
    assertThat(directory.resolve("report.html")).isNotEmptyFile();
    JsonMapper mapper = JsonMapper.shared();
    List<RecordedEvent> events = RecordingFile.readAllEvents(directory.resolve("shop.jfr"));
    return new DemoRun(
        output,
        mapper.readTree(json.toFile()),
        mapper.readTree(load(output)),
        ofType(events, "sonde.AgentState"),
        ofType(events, "sonde.Request"));
  }

  /** The findings that are more than a note. */
  List<JsonNode> warnings() {
    return analysis
        .get("findings")
        .valueStream()
        .filter(finding -> !finding.get("severity").asString().equals("info"))
        .toList();
  }

  JsonNode route(String name) {
    return analysis
        .get("routes")
        .valueStream()
        .filter(route -> route.get("route").asString().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no route " + name + " in:\n" + output));
  }

  JsonNode firstFinding() {
    return analysis.get("findings").get(0);
  }

  private static String load(String output) {
    return output
        .lines()
        .filter(line -> line.startsWith("Load: "))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no line of the load in:\n" + output))
        .substring("Load: ".length());
  }

  private static List<RecordedEvent> ofType(List<RecordedEvent> events, String type) {
    return events.stream().filter(event -> event.getEventType().getName().equals(type)).toList();
  }
}
