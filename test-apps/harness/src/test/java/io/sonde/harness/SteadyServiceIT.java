package io.sonde.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/**
 * The shop without any fault: at some 60 % of the processors for a quarter of an hour there is
 * nothing to warn of, and with more visitors than they can serve, the processors lead. Part of
 * {@code mvn verify -Pcatalogue}; {@code -Dsonde.steady.minutes=N} makes it shorter.
 */
class SteadyServiceIT {
  private static final int MINUTES = Integer.getInteger("sonde.steady.minutes", 15);

  /** Visitors per second of the first trial. */
  private static final double TRIAL_RATE = 40;

  /**
   * Seconds of a trial: what compiles itself uses several times as much CPU as what is warm, for
   * minutes; at its end the code is warm.
   */
  private static final int TRIAL_SECONDS = 180;

  private static final int RAMP_SECONDS = 90;
  private static final int OVERLOAD_SECONDS = 90;
  private static final int MOST_TRIALS = 4;

  /** With more in use a trial says only that its rate is too high. */
  private static final double FULL = 0.9;

  private static final double WANTED = 0.6;

  /** What one busy neighbour or a machine that grows slower moves it by. */
  private static final double TOLERANCE = 0.15;

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path directory;

  static Stream<ShopCase> kindsOfThreads() {
    return Runtime.version().feature() >= 21 || System.getenv("SONDE_TEST_JDK") != null
        ? Stream.of(ShopCase.NONE, ShopCase.NONE.onVirtualThreads())
        : Stream.of(ShopCase.NONE);
  }

  @ParameterizedTest
  @MethodSource("kindsOfThreads")
  void quarterOfAnHour_atSixtyPercent_hasNoWarning(ShopCase shop) throws Exception {
    double rate = rateFor(shop, WANTED);
    Path folder = folder("steady");
    DemoRun run = run(shop, folder, RAMP_SECONDS, MINUTES * 60, rate);
    double use = use(folder);
    System.out.printf(
        "%s at %.1f/s: %.0f %% of the processors%n%s", shop, rate, 100 * use, run.output());
    assertThat(use)
        .as("share of the processors in use")
        .isBetween(WANTED - TOLERANCE, WANTED + TOLERANCE);
    assertThat(run.warnings()).as(run.output()).isEmpty();
  }

  @Test
  void moreThanTheProcessorsCanServe_isLedByThem() throws Exception {
    double rate = 1.5 / WANTED * rateFor(ShopCase.NONE, WANTED);
    DemoRun run = run(ShopCase.NONE, folder("overload"), 1, OVERLOAD_SECONDS, rate);
    System.out.println(run.output());
    assertThat(run.warnings()).as(run.output()).isNotEmpty();
    assertThat(run.firstFinding().get("rule").asString())
        .as(run.output())
        .isEqualTo("cpu-saturation");
    for (JsonNode each : run.warnings()) {
      boolean leads = each.path("causedBy").isMissingNode() || each.get("causedBy").isNull();
      assertThat(leads)
          .as(run.output())
          .isEqualTo(each.get("rule").asString().equals("cpu-saturation"));
    }
  }

  /** Visitors per second that use so much of the processors, once the code is warm. */
  private double rateFor(ShopCase shop, double wanted) throws Exception {
    double rate = TRIAL_RATE;
    for (int trial = 1; trial <= MOST_TRIALS; trial++) {
      Path folder = folder("trial" + trial);
      run(shop, folder, RAMP_SECONDS, TRIAL_SECONDS, rate);
      double use = use(folder);
      System.out.printf("Trial at %.1f/s: %.0f %% of the processors%n", rate, 100 * use);
      if (use < FULL) {
        return rate * wanted / use;
      }
      rate /= 2;
    }
    throw new IllegalStateException("the machine serves no " + rate + " visitors per second");
  }

  private static DemoRun run(ShopCase shop, Path folder, int rampSeconds, int seconds, double rate)
      throws Exception {
    return DemoRun.of(
        shop,
        home(shop),
        folder,
        "--ramp=" + rampSeconds + "s",
        "--duration=" + seconds + "s",
        String.format(Locale.ROOT, "--rate=%.1f", rate));
  }

  /** Share of the machine's processors in use in the last third of the time that visitors came. */
  private static double use(Path folder) throws IOException {
    List<RecordedEvent> loads =
        RecordingFile.readAllEvents(folder.resolve("shop.jfr")).stream()
            .filter(event -> event.getEventType().getName().equals("jdk.CPULoad"))
            .toList();
    assertThat(loads).hasSizeGreaterThan(20);
    return loads.subList(loads.size() * 6 / 10, loads.size() * 9 / 10).stream()
        .mapToDouble(each -> each.getFloat("machineTotal"))
        .average()
        .orElseThrow();
  }

  private static Path home(ShopCase shop) {
    Path running = Path.of(System.getProperty("java.home"));
    boolean tooOld = shop.threads().equals("virtual") && Runtime.version().feature() < 21;
    return tooOld ? Path.of(System.getenv("SONDE_TEST_JDK")) : running;
  }

  private Path folder(String name) throws IOException {
    return Files.createDirectory(directory.resolve(name));
  }
}
