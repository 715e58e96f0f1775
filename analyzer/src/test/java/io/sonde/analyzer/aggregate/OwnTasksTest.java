package io.sonde.analyzer.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.analyzer.model.WaitKind;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A wait of a request for its own task is that task's time. */
class OwnTasksTest {
  private static final String ROUTE = "GET /";
  private static final String FUTURE = "java.util.concurrent.FutureTask";
  private static final long MILLI = 1_000_000;

  private final RequestSketch sketch = new RequestSketch();

  @Test
  void waitForATask_isItsQueueAndItsSplit() {
    long id = sketch.request(ROUTE, "http", 0, 100, 50);
    sketch.task(id, "pool", 15, 30, 80, 30);
    parked("http", 10, 90, FUTURE);
    sketch.waiting(WaitKind.SLEEP, "pool", 40, 55);
    assertThat(parts())
        .isEqualTo(
            Map.of(
                Part.PARK,
                15.0,
                Part.QUEUE,
                15.0,
                Part.SLEEP,
                15.0,
                Part.CPU,
                50.0,
                Part.UNEXPLAINED,
                5.0));
  }

  @Test
  void tasksThatWaitForTasks_areFollowedToTheLast() {
    long id = sketch.request(ROUTE, "http", 0, 100, 0);
    sketch.task(id, "pool", 10, 90, 0);
    sketch.task(id, "common", 20, 80, 0);
    sketch.task(id, "virtual", 30, 70, 0);
    parked("http", 0, 100, FUTURE);
    parked("pool", 10, 90, "java.util.concurrent.CompletableFuture$Signaller");
    sketch.waiting(WaitKind.OBJECT_WAIT, "common", 20, 80);
    sketch.waiting(WaitKind.SOCKET, "virtual", 30, 70);
    assertThat(parts()).isEqualTo(Map.of(Part.PARK, 20.0 + 20.0 + 20.0, Part.IO, 40.0));
  }

  @Test
  void tasksOneAfterTheOther_shareAWait() {
    long id = sketch.request(ROUTE, "http", 0, 100, 60);
    sketch.task(id, "pool-1", 0, 40, 40);
    sketch.task(id, "pool-2", 0, 60, 20);
    parked("http", 0, 100, "java.util.concurrent.CountDownLatch$Sync");
    assertThat(parts())
        .as("a third of the second task lies behind the first")
        .isEqualTo(Map.of(Part.CPU, 47.0, Part.UNEXPLAINED, 13.0, Part.PARK, 40.0));
  }

  @Test
  void waitForALock_orBesideATaskThatRunsOn_staysOne() {
    long id = sketch.request(ROUTE, "http", 0, 100 * MILLI, 0);
    sketch.task(id, "pool", 0, 90 * MILLI, 0);
    parked("http", 10 * MILLI, 60 * MILLI, FUTURE);
    parked("http", 70 * MILLI, 90 * MILLI, "java.util.concurrent.locks.ReentrantLock$NonfairSync");
    sketch.waiting(WaitKind.MONITOR, "http", 90 * MILLI, 95 * MILLI);
    assertThat(parts())
        .isEqualTo(
            Map.of(
                Part.PARK,
                70.0 * MILLI,
                Part.MONITOR,
                5.0 * MILLI,
                Part.UNEXPLAINED,
                25.0 * MILLI));
  }

  /** Who waits for whom cannot be told; the split must still end, and add up. */
  @Test
  void tasksThatSeemToWaitForEachOther_end() {
    long id = sketch.request(ROUTE, "http", 0, 100, 0);
    sketch.task(id, "a", 0, 100, 0);
    sketch.task(id, "b", 0, 100, 0);
    for (String thread : new String[] {"http", "a", "b"}) {
      parked(thread, 0, 100, FUTURE);
    }
    assertThat(parts()).isEqualTo(Map.of(Part.PARK, 100.0));
  }

  @Test
  void taskThatEndsAfterItsRequest_isNotInItsCpuTime() {
    long id = sketch.request(ROUTE, "http", 0, 100, 90);
    sketch.task(id, "pool", 50, 500, 400);
    assertThat(parts()).isEqualTo(Map.of(Part.CPU, 90.0, Part.UNEXPLAINED, 10.0));
    RequestSketch unknown = new RequestSketch();
    unknown.task(unknown.request(ROUTE, "http", 0, 100, 90), "virtual", 50, 500, -1);
    assertThat(Attribution.of(unknown.build()).split(0).isEstimated(Part.CPU)).isFalse();
  }

  @Test
  void cpuSamplesOnTheWay_includeThoseOfTasksThatAreWaitedFor() {
    long id = sketch.request(ROUTE, "http", 0, 100, 80);
    sketch.task(id, "pool", 20, 80, 60);
    parked("http", 20, 80, FUTURE);
    sketch.cpu("http", 10, 1).cpu("pool", 30, 10).cpu("pool", 90, 100).cpu("other", 30, 1_000);
    long[] weight = new long[1];
    Attribution.of(sketch.build()).visitCpu(0, (stack, nanos) -> weight[0] += nanos);
    assertThat(weight[0]).isEqualTo(11);
  }

  private void parked(String thread, long from, long to, String lock) {
    sketch.waiting(WaitKind.PARK, thread, from, to, lock, "", "java.lang.Object.wait");
  }

  private Map<Part, Double> parts() {
    return AttributionTest.partsOf(Attribution.of(sketch.build()).split(0));
  }
}
