package io.sonde.analyzer.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.model.Route;
import io.sonde.analyzer.model.SampleKind;
import io.sonde.analyzer.model.SampleTable;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SampleOwnersTest {
  private static final long MS = 1_000_000L;
  private static final String STACK = "com.shop.Cart.total";

  private final RequestSketch sketch = new RequestSketch();
  private Recording recording = new RequestSketch().build();

  @Test
  void samples_belongToTheRequestThatTheirThreadWorkedForThen() {
    long request = sketch.request("GET /cart", "http-1", 100 * MS, 200 * MS, 50 * MS);
    sketch.task(request, "pool-1", 120 * MS, 150 * MS, 10 * MS);
    SampleOwners.Samples owners =
        sampled("http-1", 50, "http-1", 150, "pool-1", 130, "pool-1", 160, "http-1", 210);
    int cart = SampleOwners.work(0, true);
    assertThat(works(owners)).containsExactly(0, cart, cart, 0, 0);
    assertThat(owners.timed()).isTrue();
  }

  @Test
  void threadThatWaitsForWork_isIdle_andSoAreTheJvmsOwn() {
    String take =
        "java.util.concurrent.LinkedBlockingQueue.take >"
            + " java.util.concurrent.locks.LockSupport.park";
    String worker = "java.lang.Thread.run > java.util.concurrent.ThreadPoolExecutor.";
    assertThat(idle("pool-1", SampleTable.SLEEPING, worker + "getTask > " + take)).isTrue();
    assertThat(idle("pool-1", SampleTable.RUNNABLE, worker + "getTask > " + take)).isFalse();
    assertThat(
            idle("pool-1", SampleTable.SLEEPING, worker + "runWorker > com.shop.A.run > " + take))
        .as("waits for something of the application")
        .isFalse();
    assertThat(idle("main", SampleTable.SLEEPING, "com.shop.Main.main > java.lang.Thread.sleep"))
        .isFalse();
    assertThat(idle("C2 CompilerThread0", SampleTable.RUNNABLE, "com.shop.A.run")).isTrue();
  }

  private static boolean idle(String thread, byte state, String callersFirst) {
    RequestSketch sketch = new RequestSketch();
    sketch.sample(SampleKind.WALL, thread, 0, MS, state, callersFirst);
    Recording recording = sketch.build();
    return SampleOwners.of(recording).of(recording.samples(SampleKind.WALL)).idle(0);
  }

  @Test
  void taskThatOutlivesItsRequest_belongsToItUntilItsEnd() {
    long request = sketch.request("GET /cart", "http-1", 0, 100 * MS, 50 * MS);
    sketch.task(request, "pool-1", 50 * MS, 300 * MS, 10 * MS);
    assertThat(works(sampled("pool-1", 90, "pool-1", 200)))
        .containsExactly(SampleOwners.work(0, true), SampleOwners.OUTSIDE);
  }

  @Test
  void requestWithinAnother_isTheOutersWork() {
    long outer = sketch.request("GET /outer", "http-1", 0, 500 * MS, 50 * MS);
    sketch.within(outer, "http").request("GET /inner", "http-1", 100 * MS, 200 * MS, 10 * MS);
    SampleOwners.Samples owners = sampled("http-1", 50, "http-1", 150);
    assertThat(SampleOwners.of(recording).routes())
        .containsExactly(new Route("http", "GET /outer"), new Route("http", "GET /inner"));
    assertThat(works(owners)).containsOnly(SampleOwners.work(0, true));
  }

  @Test
  void slowestPercent_isToldApart() {
    for (int i = 0; i < 200; i++) {
      long from = i * 40 * MS;
      sketch.request("GET /cart", "http-1", from, from + (i < 198 ? 10 : 30) * MS, MS);
    }
    SampleOwners.Samples owners = sampled("http-1", 5, "http-1", 198 * 40 + 20);
    assertThat(works(owners))
        .containsExactly(SampleOwners.work(0, false), SampleOwners.work(0, true));
  }

  @Test
  void routesAndThreads_beyondTheMost_areOthers() {
    for (int i = 0; i < SampleOwners.MOST_ROUTES + 2; i++) {
      sketch.request("GET /" + i, "worker-" + (char) ('a' + i), 0, (1_000 - i) * MS, MS);
    }
    Object[] all = new Object[2 * (SampleOwners.MOST_ROUTES + 2)];
    for (int i = 0; i < all.length; i += 2) {
      all[i] = "worker-" + (char) ('a' + i / 2);
      all[i + 1] = 500;
    }
    SampleOwners.Samples owners = sampled(all);
    assertThat(owners.threads()).hasSize(SampleOwners.MOST_THREADS + 1).endsWith("other threads");
    assertThat(works(owners).subList(SampleOwners.MOST_ROUTES, SampleOwners.MOST_ROUTES + 2))
        .containsOnly(SampleOwners.work(SampleOwners.MOST_ROUTES, true));
    assertThat(
            IntStream.range(0, all.length / 2)
                .map(owners::thread)
                .filter(i -> i == SampleOwners.MOST_THREADS))
        .hasSize(2);
  }

  @Test
  void threads_areNamedByWhatTheyHaveInCommon_theJvmsByTheirWork() {
    SampleOwners.Samples owners =
        sampled(
            "http-1",
            1,
            "http-2",
            2,
            "http-3",
            3,
            "GC Thread#0",
            4,
            "GC Thread#1",
            5,
            "C2 CompilerThre",
            6);
    assertThat(owners.threads())
        .containsExactly("http-#", "JVM: garbage collector", "JVM: compiler", "other threads");
  }

  @Test
  void liveObjects_haveNoRequest() {
    sketch.request("GET /cart", "http-1", 0, 100 * MS, 50 * MS);
    sketch.sample(SampleKind.LIVE, "http-1", 50 * MS, 1, SampleTable.STATE_UNKNOWN, STACK);
    Recording recording = sketch.build();
    SampleOwners.Samples owners = SampleOwners.of(recording).of(recording.samples(SampleKind.LIVE));
    assertThat(owners.timed()).isFalse();
    assertThat(owners.work(0)).isEqualTo(SampleOwners.OUTSIDE);
  }

  @Test
  void requestsThatStandForOthers_areCounted() {
    sketch.request("GET /cart", "http-1", 0, 10 * MS, 10 * MS, MS, 9);
    sketch.request("GET /cart", "http-1", 20 * MS, 90 * MS, 70 * MS, MS, 1);
    assertThat(SampleOwners.of(sketch.build()).requestsPerRecorded()).isEqualTo(5);
    assertThat(SampleOwners.of(new RequestSketch().build()).requestsPerRecorded()).isZero();
  }

  /** Threads, each with the millisecond of a sample. */
  private SampleOwners.Samples sampled(Object... threadsAndMillis) {
    for (int i = 0; i < threadsAndMillis.length; i += 2) {
      long at = (int) threadsAndMillis[i + 1] * MS;
      sketch.sample(
          SampleKind.CPU, (String) threadsAndMillis[i], at, 10 * MS, SampleTable.RUNNABLE, STACK);
    }
    recording = sketch.build();
    return SampleOwners.of(recording).of(recording.samples(SampleKind.CPU));
  }

  private List<Integer> works(SampleOwners.Samples owners) {
    int size = recording.samples(SampleKind.CPU).size();
    return IntStream.range(0, size).map(owners::work).boxed().toList();
  }
}
