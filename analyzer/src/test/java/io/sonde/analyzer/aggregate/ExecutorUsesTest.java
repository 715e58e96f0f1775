package io.sonde.analyzer.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sonde.analyzer.model.Gauge;
import io.sonde.analyzer.model.Gauges;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Worker pools as readings tell, executors as their tasks do, the longest queue first. */
class ExecutorUsesTest {
  private static final String TOMCAT = "org.apache.tomcat.util.threads.ThreadPoolExecutor#1";
  private static final long SECOND = 1_000_000_000L;

  private final RequestSketch sketch = new RequestSketch();

  @Test
  void readingsOfAServersPool_areAveraged() {
    reading(1, 4, 20, 0);
    reading(2, 20, 20, 6);
    reading(3, 20, 20, 2);
    reading(4, 20, 20, 0);
    ExecutorUse pool = ExecutorUses.of(sketch.build()).get(0);
    assertThat(pool.name()).isEqualTo(TOMCAT);
    assertThat(pool.threads()).isEqualTo(20);
    assertThat(pool.limited()).isTrue();
    assertThat(pool.busy()).isEqualTo(16);
    assertThat(pool.waiting()).isEqualTo(2);
    assertThat(pool.mostQueued()).isEqualTo(6);
    assertThat(pool.fullShare()).isEqualTo(0.5);
    assertThat(pool.tasks()).isNaN();
    assertThat(pool.longestQueueNanos()).isNegative();
  }

  /** The sketch covers 10 s. */
  @Test
  void tasksOfAnExecutor_areTakenTogetherByTheirThreads() {
    sketch.task(1, "quotes-1", SECOND, SECOND, 3 * SECOND, 0);
    sketch.task(2, "quotes-2", 3 * SECOND, 3 * SECOND, 4 * SECOND, 0);
    sketch.task(3, "mails-1", 0, 4 * SECOND, 9 * SECOND, 0);
    List<ExecutorUse> executors = ExecutorUses.of(sketch.build());
    assertThat(executors).extracting(ExecutorUse::name).containsExactly("quotes-*", "mails-*");
    ExecutorUse quotes = executors.get(0);
    assertThat(quotes.threads()).isEqualTo(2);
    assertThat(quotes.limited()).isFalse();
    assertThat(quotes.tasks()).isEqualTo(2);
    assertThat(quotes.busy()).isCloseTo(0.3, within(1e-9));
    assertThat(quotes.waiting()).isCloseTo(0.4, within(1e-9));
    assertThat(quotes.meanQueueNanos()).isEqualTo(2.0 * SECOND);
    assertThat(quotes.longestQueueNanos()).isEqualTo(3 * SECOND);
    assertThat(quotes.meanRunNanos()).isEqualTo(1.5 * SECOND);
    assertThat(quotes.mostQueued()).isNegative();
    assertThat(quotes.fullShare()).isNaN();
  }

  /** As on a thread of its own. */
  @Test
  void tasksWithoutAQueue_areOfNoExecutor() {
    sketch.task(1, "worker-1", RequestSketch.UNKNOWN, SECOND, 3 * SECOND, 0);
    assertThat(ExecutorUses.of(sketch.build())).isEmpty();
  }

  private void reading(int second, int active, int limit, int queued) {
    Gauges.Builder gauges = sketch.builder().gauges();
    long time = RequestSketch.START + second * SECOND;
    gauges.add(Gauge.EXECUTOR_ACTIVE, TOMCAT, time, active);
    gauges.add(Gauge.EXECUTOR_LIMIT, TOMCAT, time, limit);
    gauges.add(Gauge.EXECUTOR_QUEUED, TOMCAT, time, queued);
  }
}
