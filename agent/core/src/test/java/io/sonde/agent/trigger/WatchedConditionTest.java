package io.sonde.agent.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.agent.config.DumpCondition;
import io.sonde.agent.config.Key;
import io.sonde.agent.config.SettingsReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class WatchedConditionTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private OptionalDouble measured = OptionalDouble.of(0);

  private final WatchedCondition watched =
      new WatchedCondition(condition("live-set>80% for 3s"), now -> measured);

  @Test
  void breach_hasToLast() {
    measured = OptionalDouble.of(0.9);
    assertThat(watched.look(10 * SECOND)).isNull();
    assertThat(watched.look(12 * SECOND)).isNull();
    Breach breach = watched.look(13 * SECOND);
    assertThat(breach).isNotNull();
    assertThat(breach.measured()).isEqualTo(0.9);
    assertThat(breach.lastedNanos()).isEqualTo(3 * SECOND);
  }

  @Test
  void interruptedBreach_beginsAnew_alsoWhereNothingWasMeasured() {
    measured = OptionalDouble.of(0.9);
    watched.look(10 * SECOND);
    measured = OptionalDouble.empty();
    watched.look(11 * SECOND);
    measured = OptionalDouble.of(0.9);
    assertThat(watched.look(13 * SECOND)).isNull();
    measured = OptionalDouble.of(0.8);
    assertThat(watched.look(16 * SECOND)).as("the bound itself is no breach").isNull();
  }

  @Test
  void secondBreachWithinThePause_writesNothing() {
    List<String> said = new ArrayList<>();
    DumpTrigger trigger = triggerOnAnyHeap(said, TimeUnit.MINUTES.toNanos(10));
    trigger.look(SECOND);
    trigger.look(2 * SECOND);
    assertThat(said).singleElement().asString().contains("live-set>0.000001% holds: ");
    trigger.look(2 * SECOND + TimeUnit.MINUTES.toNanos(10));
    assertThat(said).hasSize(2);
  }

  @Test
  void withoutAPause_oneIsWrittenAtMost() {
    List<String> said = new ArrayList<>();
    DumpTrigger trigger = triggerOnAnyHeap(said, 0);
    trigger.look(SECOND);
    trigger.look(TimeUnit.DAYS.toNanos(2));
    assertThat(said).hasSize(1);
  }

  @Test
  void recordingThatCannotBeWritten_isSaid() {
    List<String> said = new ArrayList<>();
    System.gc();
    new DumpTrigger(
            List.of(condition("live-set>0.000001%")),
            0,
            () -> {
              throw new IOException("No space left on device");
            },
            breach -> said.add("told"),
            said::add)
        .look(SECOND);
    assertThat(said)
        .singleElement()
        .asString()
        .contains("the recording could not be written: No space left on device.");
  }

  /** The live set of this very JVM is more than nothing once there was a collection. */
  private static DumpTrigger triggerOnAnyHeap(List<String> said, long pauseNanos) {
    System.gc();
    return new DumpTrigger(
        List.of(condition("live-set>0.000001%")),
        pauseNanos,
        () -> Path.of("shop-1.jfr"),
        breach -> {},
        said::add);
  }

  private static DumpCondition condition(String text) {
    return SettingsReader.read("dump-when=" + text, Map.of(), Map.of())
        .conditions(Key.DUMP_WHEN)
        .get(0);
  }
}
