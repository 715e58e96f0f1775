package io.sonde.analyzer.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sonde.analyzer.model.DatabaseUse;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.model.Request;
import io.sonde.analyzer.model.Route;
import io.sonde.analyzer.model.SampleKind;
import io.sonde.analyzer.model.SampleTable;
import io.sonde.analyzer.model.ThreadRef;
import io.sonde.analyzer.model.WaitKind;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AttributionTest {
  private static final String ROUTE = "GET /";
  private static final long UNKNOWN = RequestSketch.UNKNOWN;

  private final RequestSketch sketch = new RequestSketch();

  @Test
  void waitsCpuAndRest_sumToTheDuration() {
    sketch.request(ROUTE, "http", 0, 1_000, 300);
    sketch.waiting(WaitKind.SOCKET, "http", 0, 100);
    sketch.waiting(WaitKind.MONITOR, "http", 100, 300);
    sketch.waiting(WaitKind.PARK, "http", 400, 450);
    sketch.waiting(WaitKind.OBJECT_WAIT, "http", 450, 500);
    sketch.waiting(WaitKind.SLEEP, "http", 600, 650);
    assertThat(parts())
        .isEqualTo(
            Map.of(
                Part.IO,
                100.0,
                Part.MONITOR,
                200.0,
                Part.PARK,
                100.0,
                Part.SLEEP,
                50.0,
                Part.CPU,
                300.0,
                Part.UNEXPLAINED,
                250.0));
  }

  @Test
  void waitsOfOthers_andBeyondTheRequest_doNotCount() {
    sketch.request(ROUTE, "http", 100, 200, 0);
    sketch.waiting(WaitKind.PARK, "other", 100, 200);
    sketch.waiting(WaitKind.PARK, "http", 0, 110);
    sketch.waiting(WaitKind.SLEEP, "http", 190, 900);
    assertThat(parts())
        .isEqualTo(Map.of(Part.PARK, 10.0, Part.SLEEP, 10.0, Part.UNEXPLAINED, 80.0));
  }

  @Test
  void nestedWaits_goToTheOutermost() {
    sketch.request(ROUTE, "http", 0, 100, 0);
    sketch.waiting(WaitKind.SOCKET, "http", 10, 90);
    sketch.waiting(WaitKind.MONITOR, "http", 20, 30);
    sketch.waiting(WaitKind.PARK, "http", 85, 95);
    assertThat(parts()).isEqualTo(Map.of(Part.IO, 80.0, Part.PARK, 5.0, Part.UNEXPLAINED, 15.0));
  }

  @Test
  void timeInRunQueues_isExact_whereTheSchedulerTold() {
    sketch.runQueue(30).request(ROUTE, "http", 0, 100, 20);
    sketch.waiting(WaitKind.SOCKET, "http", 10, 50);
    Split split = split();
    assertThat(split.nanos(Part.RUNNABLE)).isEqualTo(30);
    assertThat(split.nanos(Part.UNEXPLAINED)).isEqualTo(10);
    assertThat(split.isEstimated(Part.RUNNABLE)).isFalse();
  }

  /** A thread that a wait's end finds no processor waits on: that time is the wait's. */
  @Test
  void timeInRunQueues_isAtMostWhatIsOutsideWaits() {
    sketch.runQueue(80).request(ROUTE, "http", 0, 100, 20);
    sketch.waiting(WaitKind.SOCKET, "http", 10, 50);
    assertThat(parts()).isEqualTo(Map.of(Part.IO, 40.0, Part.CPU, 20.0, Part.RUNNABLE, 40.0));
  }

  /** A pool's statement to try a connection is the connection's, a driver's reads are SQL. */
  @Test
  void whatStatementsAndConnectionsWaitFor_isTheirs() {
    sketch.request(ROUTE, "http", 0, 100, 0);
    sketch.waiting(WaitKind.CONNECTION, "http", 0, 30);
    sketch.waiting(WaitKind.SQL, "http", 5, 20);
    sketch.waiting(WaitKind.SOCKET, "http", 6, 19);
    sketch.waiting(WaitKind.SQL, "http", 40, 80);
    sketch.waiting(WaitKind.SOCKET, "http", 40, 80);
    sketch.waiting(WaitKind.PARK, "http", 50, 60);
    assertThat(parts())
        .isEqualTo(Map.of(Part.CONNECTION, 30.0, Part.SQL, 40.0, Part.UNEXPLAINED, 30.0));
  }

  /** The agent's clock and JFR's are read one after the other. */
  @Test
  void entryThatEndsALittleBeforeTheRequest_isSynchronous() {
    sketch.request(ROUTE, "http", 0, 10_000_000, 9_000_001, 0, 1);
    assertThat(parts()).isEqualTo(Map.of(Part.UNEXPLAINED, 10_000_000.0));
    RequestSketch later = new RequestSketch();
    later.request(ROUTE, "http", 0, 10_000_000, 9_000_000, 0, 1);
    assertThat(split(later).nanos(Part.SUSPENDED)).isEqualTo(1_000_000);
    RequestSketch tasks = new RequestSketch();
    tasks.task(tasks.request(ROUTE, "http", 0, 1_000, 900, 0, 1), "pool", 950, 1_000, 0);
    assertThat(split(tasks).nanos(Part.SUSPENDED)).isEqualTo(50);
  }

  @Test
  void explainedShare_weighsAllRequests() {
    sketch.request(ROUTE, "http", 0, 100, 100, 100, 3);
    sketch.request(ROUTE, "http", 200, 300, 100, 0, 1);
    assertThat(Attribution.of(sketch.build()).explainedShare()).isCloseTo(0.75, within(1e-9));
    assertThat(Attribution.of(new RequestSketch().build()).explainedShare()).isNaN();
  }

  @Test
  void waitsThatBeginTogether_goToTheLongest_thenByOrder() {
    sketch.request(ROUTE, "http", 0, 100, 0);
    sketch.waiting(WaitKind.MONITOR, "http", 0, 10);
    sketch.waiting(WaitKind.SLEEP, "http", 0, 20);
    sketch.waiting(WaitKind.SLEEP, "http", 50, 60);
    sketch.waiting(WaitKind.FILE, "http", 50, 60);
    assertThat(parts()).isEqualTo(Map.of(Part.SLEEP, 20.0, Part.IO, 10.0, Part.UNEXPLAINED, 70.0));
  }

  @Test
  void pauseWithinAWait_isNotCountedTwice() {
    sketch.request(ROUTE, "http", 0, 100, 0);
    sketch.waiting(WaitKind.PARK, "http", 0, 50);
    sketch.pause(40, 70);
    Split split = split();
    assertThat(split.nanos(Part.PARK)).isEqualTo(50);
    assertThat(split.nanos(Part.GC_PAUSE)).isEqualTo(20);
    assertThat(split.pausedInWaitsNanos()).isEqualTo(10);
    assertThat(split.totalNanos()).isEqualTo(100);
  }

  @Test
  void safepoint_isWhatThePauseInItLeaves_andItsLastRunnersRun() {
    sketch.request(ROUTE, "http", 0, 100, 60);
    sketch.safepoint(10, 50, 90);
    sketch.pause(55, 85);
    assertThat(parts())
        .as("20 outside, 40 while the others were stopped already")
        .isEqualTo(Map.of(Part.GC_PAUSE, 30.0, Part.SAFEPOINT, 10.0, Part.CPU, 60.0));
    RequestSketch idle = new RequestSketch();
    idle.request(ROUTE, "http", 0, 100, 0);
    idle.safepoint(10, 50, 90);
    assertThat(split(idle).nanos(Part.SAFEPOINT)).isEqualTo(80);
  }

  @Test
  void cpuTime_isAtMostWhatIsLeft() {
    sketch.request(ROUTE, "http", 0, 100, 5_000);
    sketch.waiting(WaitKind.PARK, "http", 0, 90);
    assertThat(parts()).isEqualTo(Map.of(Part.PARK, 90.0, Part.CPU, 10.0));
  }

  @Test
  void unknownCpuTime_comesFromSamples_andSaysSo() {
    sketch.request(ROUTE, "http", 0, 100, UNKNOWN);
    sketch.cpu("http", 10, 25).cpu("http", 100, 500).cpu("other", 10, 500);
    assertThat(split().isEstimated(Part.CPU)).isTrue();
    assertThat(parts()).isEqualTo(Map.of(Part.CPU, 25.0, Part.UNEXPLAINED, 75.0));
  }

  @Test
  void runnableBeyondCpuTime_waitedForAProcessor() {
    sketch.request(ROUTE, "http", 0, 100, 30);
    sketch.waiting(WaitKind.SOCKET, "http", 50, 60);
    sketch.runnable("http", 10, 40).runnable("http", 55, 500);
    sketch.sample(SampleKind.WALL, "http", 80, 500, SampleTable.SLEEPING);
    Split split = split();
    assertThat(split.isEstimated(Part.RUNNABLE)).isTrue();
    assertThat(split.isEstimated(Part.CPU)).isFalse();
    assertThat(parts())
        .isEqualTo(
            Map.of(Part.IO, 10.0, Part.CPU, 30.0, Part.RUNNABLE, 10.0, Part.UNEXPLAINED, 50.0));
  }

  @Test
  void asynchronous_runsAlongItsTasks_andIsSuspendedBetween() {
    long id = sketch.request(ROUTE, "http", 0, 100, 20, 45, 1);
    sketch.task(id, "pool-2", 60, 80, 20);
    sketch.task(id, "pool-1", 50, 70, 10);
    sketch.waiting(WaitKind.SLEEP, "pool-1", 50, 55);
    sketch.waiting(WaitKind.SLEEP, "pool-2", 65, 80);
    sketch.waiting(WaitKind.MONITOR, "http", 20, 100);
    sketch.pause(30, 40);
    Split split = split();
    assertThat(split.nanos(Part.SUSPENDED)).as("20 to 50 and 80 to 100").isEqualTo(50);
    assertThat(split.pausedInWaitsNanos()).isEqualTo(10);
    assertThat(split.nanos(Part.SLEEP)).as("5 of the first, 10 of the second").isEqualTo(15);
    assertThat(split.nanos(Part.CPU)).as("entry 15, tasks 10 and 0 of 10").isEqualTo(25);
    assertThat(split.nanos(Part.MONITOR)).isZero();
    assertThat(split.totalNanos()).isEqualTo(100);
  }

  @Test
  void tasksBesideTheEntry_takeTheirCpuTimeFromIt() {
    long id = sketch.request(ROUTE, "http", 0, 100, 90);
    sketch.task(id, "pool", 10, 90, 60);
    sketch.waiting(WaitKind.SLEEP, "http", 10, 60);
    assertThat(parts()).isEqualTo(Map.of(Part.SLEEP, 50.0, Part.CPU, 30.0, Part.UNEXPLAINED, 20.0));
  }

  @Test
  void threadDescribedTwice_isOne() {
    int renamed = sketch.builder().thread(new ThreadRef("before", 7, 70, false));
    int profiler = sketch.builder().thread(new ThreadRef("profiler", 0, 70, false));
    sketch.builder().thread(new ThreadRef("http", 7, 70, false));
    int route = sketch.builder().requests().route(new Route("http", ROUTE));
    long start = RequestSketch.START;
    sketch
        .builder()
        .requests()
        .add(
            new Request(
                1,
                0,
                route,
                start,
                100,
                2,
                100,
                0,
                -1,
                "",
                UNKNOWN,
                UNKNOWN,
                1,
                DatabaseUse.UNKNOWN));
    sketch.builder().samples(SampleKind.CPU).add(start + 1, renamed, 0, 20, (byte) 1, -1);
    sketch.builder().samples(SampleKind.CPU).add(start + 2, profiler, 0, 30, (byte) 1, -1);
    assertThat(split().nanos(Part.CPU)).isEqualTo(50);
  }

  @Test
  void mean_weighsRequestsByWhatTheyStandFor() {
    sketch.request(ROUTE, "a", 0, 100, 100, 100, 3);
    sketch.request(ROUTE, "b", 0, 500, 500, 100, 1);
    Recording recording = sketch.build();
    Split mean = Attribution.of(recording).mean(RequestSketch.all(recording));
    assertThat(mean.totalNanos()).isCloseTo(200, within(1e-9));
    assertThat(mean.nanos(Part.CPU)).isCloseTo(100, within(1e-9));
    assertThat(mean.nanos(Part.UNEXPLAINED)).isCloseTo(100, within(1e-9));
  }

  /** One sample of 20 stands for many requests that each are shorter than that. */
  @Test
  void mean_doesNotCutSamplesOffAtEachRequest() {
    for (int i = 0; i < 10; i++) {
      sketch.request(ROUTE, "http", i * 100, i * 100 + 10, UNKNOWN);
    }
    sketch.cpu("http", 5, 20).cpu("http", 305, 20);
    Recording recording = sketch.build();
    Split mean = Attribution.of(recording).mean(RequestSketch.all(recording));
    assertThat(mean.nanos(Part.CPU)).isCloseTo(4, within(1e-9));
  }

  private Map<Part, Double> parts() {
    return partsOf(split());
  }

  static Map<Part, Double> partsOf(Split split) {
    Map<Part, Double> parts = new EnumMap<>(Part.class);
    for (Part part : Part.values()) {
      if (split.nanos(part) != 0) {
        parts.put(part, split.nanos(part));
      }
    }
    return parts;
  }

  private Split split() {
    return split(sketch);
  }

  private static Split split(RequestSketch sketch) {
    return Attribution.of(sketch.build()).split(0);
  }
}
