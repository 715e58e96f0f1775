package io.sonde.analyzer.recording;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.analyzer.model.Gauge;
import io.sonde.analyzer.model.HoldTable;
import io.sonde.analyzer.model.Recording;
import io.sonde.events.EventNames;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import jdk.jfr.Event;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** States of executors and holders of connections of a real recording, in the model. */
class QueueRecordingTest {
  private static final String TOMCAT = "org.apache.tomcat.util.threads.ThreadPoolExecutor";

  @TempDir private static Path folder;
  private static Path file;

  @BeforeAll
  static void record() throws IOException {
    file = folder.resolve("queues.jfr");
    try (jdk.jfr.Recording recording = new jdk.jfr.Recording()) {
      recording.start();
      state(TOMCAT + "#1", TOMCAT, 7);
      state("qtp12", "org.eclipse.jetty.util.thread.QueuedThreadPool", 0);
      new HoldEvent().commit();
      new HolderEvent().commit();
      recording.stop();
      recording.dump(file);
    }
  }

  private static void state(String name, String className, int queued) {
    StateEvent event = new StateEvent();
    event.executor = name;
    event.executorClass = className;
    event.queued = queued;
    event.commit();
  }

  static Stream<Recording> bothReaders() throws IOException {
    return Stream.of(
        new SondeRecordingReader().read(List.of(file), ReadingProgress.NONE),
        new JdkRecordingReader().read(List.of(file), ReadingProgress.NONE));
  }

  @ParameterizedTest
  @MethodSource("bothReaders")
  void executors_areGaugesByName(Recording recording) {
    assertThat(recording.gauges().of(Gauge.EXECUTOR_QUEUED, TOMCAT + "#1").last()).isEqualTo(7);
    assertThat(recording.gauges().of(Gauge.EXECUTOR_ACTIVE, TOMCAT + "#1").last()).isEqualTo(20);
    assertThat(recording.gauges().of(Gauge.EXECUTOR_LIMIT, TOMCAT + "#1").last()).isEqualTo(20);
    assertThat(recording.gauges().of(Gauge.EXECUTOR_QUEUED))
        .anyMatch(each -> each.label().startsWith("qtp12 (org.eclipse.jetty."));
  }

  @ParameterizedTest
  @MethodSource("bothReaders")
  void holders_haveTheirStackAndThread(Recording recording) {
    HoldTable holds = recording.pools().holds();
    int stack = Objects.requireNonNull(holds.holder(9));
    assertThat(recording.stacks().framesOf(stack))
        .anyMatch(frame -> frame.className().equals(QueueRecordingTest.class.getName()));
    assertThat(recording.threads().get(holds.holderThread(9)).name())
        .isEqualTo(Thread.currentThread().getName());
    assertThat(holds.holderThread(8)).isEqualTo(-1);
  }

  @Name(EventNames.EXECUTOR_STATE)
  @StackTrace(false)
  static final class StateEvent extends Event {
    String executor = "";
    String executorClass = "";
    int active = 20;
    int limit = 20;
    int queued;
  }

  @Name(EventNames.CONNECTION_HOLD)
  @StackTrace(false)
  static final class HoldEvent extends Event {
    long requestId;
    String pool = "orders";
    long holdId = 9;
    boolean open;
    boolean leaked;
  }

  @Name(EventNames.CONNECTION_HOLDER)
  @StackTrace
  static final class HolderEvent extends Event {
    long requestId;
    String pool = "orders";
    long holdId = 9;
    boolean closes = true;
  }
}
