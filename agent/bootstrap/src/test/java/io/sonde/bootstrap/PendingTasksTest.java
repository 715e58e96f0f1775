package io.sonde.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PendingTasksTest {
  @AfterEach
  void forget() {
    PendingTasks.clear();
  }

  @Test
  void takesEachHandOver_once_inOrder() {
    ActiveRequest first = request(1);
    ActiveRequest second = request(2);
    Object task = new Object();
    PendingTasks.put(task, first, "pool", 10);
    PendingTasks.put(task, null, null, 0);
    PendingTasks.put(task, second, "pool", 30);
    PendingTasks.withdraw(task);
    PendingTasks.put(task, second, "pool", 40);
    assertThat(PendingTasks.take(new Object())).isNull();
    assertThat(PendingTasks.take(task).request).isSameAs(first);
    assertThat(PendingTasks.take(task).request).isNull();
    assertThat(PendingTasks.take(task).dueNanos).isEqualTo(40);
    assertThat(PendingTasks.take(task)).isNull();
    assertThat(PendingTasks.isEmpty()).isTrue();
  }

  /** Equal tasks are not the same. */
  @Test
  void knowsTasksByIdentity() {
    String task = new String("task");
    PendingTasks.put(task, request(1), "pool", 0);
    assertThat(PendingTasks.take(new String("task"))).isNull();
    assertThat(PendingTasks.take(task)).isNotNull();
  }

  @Test
  void tasksThatNeverRun_goWithThemselves() throws Exception {
    for (int i = 0; i < 1_000; i++) {
      PendingTasks.put(new Object(), request(i), "pool", 0);
    }
    Object last = new Object();
    for (int i = 0; i < 1_000 && PendingTasks.count() > 0; i++) {
      System.gc();
      Thread.sleep(10);
      PendingTasks.put(last, request(0), "pool", 0);
      PendingTasks.withdraw(last);
    }
    assertThat(PendingTasks.count()).isZero();
  }

  @Test
  void memoryIsBounded() {
    List<Object> kept = new ArrayList<>();
    ActiveRequest request = request(1);
    for (int i = 0; i < PendingTasks.MOST + 100; i++) {
      kept.add(new Object());
      PendingTasks.put(kept.get(i), request, "pool", 0);
    }
    assertThat(PendingTasks.count()).isEqualTo(PendingTasks.MOST);
    assertThat(PendingTasks.take(kept.get(PendingTasks.MOST))).isNull();
    assertThat(PendingTasks.take(kept.get(0))).isNotNull();
  }

  @Test
  void severalThreads_loseNothing() throws Exception {
    int threads = 4;
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    List<Future<?>> all = new ArrayList<>();
    for (int t = 0; t < threads; t++) {
      ActiveRequest own = request(t);
      all.add(
          pool.submit(
              () -> {
                for (int i = 0; i < 20_000; i++) {
                  Object task = new Object();
                  PendingTasks.put(task, own, "pool", i);
                  PendingTasks.Entry entry = PendingTasks.take(task);
                  assertThat(entry.request).isSameAs(own);
                  assertThat(entry.dueNanos).isEqualTo(i);
                }
              }));
    }
    for (Future<?> each : all) {
      each.get();
    }
    pool.shutdown();
    assertThat(PendingTasks.count()).isZero();
  }

  private static ActiveRequest request(long id) {
    return new ActiveRequest(id, null, Requests.ENTRY, new TraceIdentity(null, null, null, null));
  }
}
