package io.sonde.analyzer.recording;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.analyzer.finding.Finding;
import io.sonde.analyzer.finding.RuleResult;
import io.sonde.analyzer.finding.Severity;
import io.sonde.analyzer.model.Quality;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.rule.Rules;
import io.sonde.analyzer.rule.recording.RecordingQualityRule;
import io.sonde.events.EventNames;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import jdk.jfr.Event;
import jdk.jfr.Name;
import one.profiler.AsyncProfiler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the agent says about itself and about clocks, in events of the agent's names. */
class AgentRecordingTest {
  @TempDir private Path folder;

  @Test
  void agentsErrors_areToldOnce() throws IOException {
    Recording recording =
        recorded(
            () -> {
              new StateEvent(4, 7).commit();
              new StateEvent(2, 3).commit();
              failure("com.shop.A");
              failure("com.shop.B");
            });
    List<Finding> findings = quality(recording);
    assertThat(findings)
        .extracting(Finding::title)
        .doesNotHaveDuplicates()
        .contains("The agent met errors of its own", "Some classes could not be instrumented");
    assertThat(findings)
        .filteredOn(each -> each.title().startsWith("Some classes"))
        .allMatch(each -> each.summary().startsWith("4 classes"))
        .allMatch(each -> each.summary().contains("com.shop.A (unreadable)"));
    assertThat(findings)
        .filteredOn(each -> each.title().startsWith("The agent met errors"))
        .allMatch(each -> each.summary().startsWith("7 errors"));
  }

  @Test
  void oneOddEvent_isInfo_allOfThemAreAWarning() throws IOException {
    assertThat(unknownFormat(recorded(() -> events(1, 500)))).isEqualTo(Severity.INFO);
    assertThat(unknownFormat(recorded(() -> events(1, 0)))).isEqualTo(Severity.INFO);
    assertThat(unknownFormat(recorded(() -> events(500, 5)))).isEqualTo(Severity.WARNING);
  }

  @ParameterizedTest
  @CsvSource({"SIGTERM handler, true, 1", "SIGTERM handler, false, 0", "main, true, 0"})
  void endBySignal_isToldOfOurRecordings(String thread, boolean ours, int expected)
      throws IOException {
    Recording recording =
        recorded(
            () -> {
              if (ours) {
                new OddRecordingsTest.SessionEvent().commit();
              }
              inThread(thread, () -> new ShutdownEvent().commit());
            });
    assertThat(recording.quality().problems())
        .filteredOn(each -> each.kind() == Quality.Kind.RECORDING_ENDED_EARLY)
        .hasSize(expected)
        .allMatch(each -> each.what().contains("ended by SIGTERM:"));
  }

  /** Both clocks for real; an error is added to async-profiler's. */
  @ParameterizedTest
  @CsvSource({"0, 0", "5, 1", "-5, 1"})
  void clocksThatDisagree_areTold(int errorMillis, int expected) throws IOException {
    Path samples = folder.resolve("samples.jfr");
    AsyncProfiler profiler = AsyncProfiler.getInstance();
    profiler.execute("start,event=ctimer,interval=5ms,jfropts=0x1f,jfr,file=" + samples);
    recorded(
        () -> {
          RealRecordings.burn(50);
          anchor(errorMillis);
          RealRecordings.burn(50);
        });
    profiler.execute("stop");
    Recording both = read(folder);
    assertThat(both.coverage().count(EventNames.CLOCK_ANCHOR)).isEqualTo(1);
    assertThat(both.quality().problems())
        .filteredOn(each -> each.kind() == Quality.Kind.CLOCK_RESIDUAL)
        .hasSize(expected);
  }

  private static void anchor(int errorMillis) {
    ClockAnchorEvent event = new ClockAnchorEvent();
    long frequency = one.profiler.Recording.clockFrequency();
    long before = one.profiler.Recording.timestamp();
    event.begin();
    long after = one.profiler.Recording.timestamp();
    event.profilerTicks = before + (after - before) / 2 + errorMillis * frequency / 1_000;
    event.profilerTicksPerSecond = frequency;
    event.uncertaintyNanos = (long) ((after - before) * (1e9 / frequency));
    event.commit();
  }

  private static void events(int odd, int right) {
    for (int i = 0; i < odd; i++) {
      OddRecordingsTest.commit(Long.MIN_VALUE);
    }
    for (int i = 0; i < right; i++) {
      OddRecordingsTest.commit(1_000_000);
    }
  }

  private static void failure(String className) {
    FailureEvent event = new FailureEvent();
    event.className = className;
    event.commit();
  }

  private static void inThread(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.start();
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private Recording recorded(Runnable work) throws IOException {
    Path file = folder.resolve("events.jfr");
    try (jdk.jfr.Recording recording = new jdk.jfr.Recording()) {
      recording.start();
      work.run();
      recording.stop();
      recording.dump(file);
    }
    return read(file);
  }

  private static Recording read(Path path) throws IOException {
    return new SondeRecordingReader().read(List.of(path), ReadingProgress.NONE);
  }

  private static List<Finding> quality(Recording recording) {
    return ((RuleResult.Found) Rules.evaluate(new RecordingQualityRule(), recording)).findings();
  }

  private static Severity unknownFormat(Recording recording) {
    return quality(recording).stream()
        .filter(each -> each.title().contains("format"))
        .findFirst()
        .orElseThrow()
        .severity();
  }

  @Name(EventNames.AGENT_STATE)
  static final class StateEvent extends Event {
    long probeCalls = 1;
    int instrumentedMethods = 1;
    int failedClasses;
    long suppressedErrors;

    StateEvent(int failedClasses, long suppressedErrors) {
      this.failedClasses = failedClasses;
      this.suppressedErrors = suppressedErrors;
    }
  }

  @Name(EventNames.TRANSFORM_FAILURE)
  static final class FailureEvent extends Event {
    String className;
    String reason = "unreadable";
  }

  /** The JVM's own comes only when it ends. */
  @Name("jdk.Shutdown")
  static final class ShutdownEvent extends Event {
    String reason = "Shutdown requested from Java";
  }

  @Name(EventNames.CLOCK_ANCHOR)
  static final class ClockAnchorEvent extends Event {
    long profilerTicks;
    long profilerTicksPerSecond;
    long uncertaintyNanos;
  }
}
