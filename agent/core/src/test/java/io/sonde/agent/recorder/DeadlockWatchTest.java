package io.sonde.agent.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.events.EventNames;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.locks.ReentrantLock;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeadlockWatchTest {
  private final ReentrantLock first = new ReentrantLock();
  private final ReentrantLock second = new ReentrantLock();
  private final CyclicBarrier bothHold = new CyclicBarrier(2);

  @TempDir private Path directory;

  @Test
  void look_cycle_writesEachThreadOnce_andAgainWhenAskedTo() throws Exception {
    Thread a = locking("deadlock-a", first, second);
    Thread b = locking("deadlock-b", second, first);
    try {
      awaitParked(a);
      awaitParked(b);
      DeadlockWatch watch = new DeadlockWatch();
      List<RecordedEvent> events = written(() -> watch.look(false));
      assertThat(events)
          .extracting(event -> event.getString("threadName"))
          .containsExactlyInAnyOrder("deadlock-a", "deadlock-b");
      assertThat(events).extracting(event -> event.getLong("deadlock")).containsOnly(1L);
      RecordedEvent ofA =
          events.stream()
              .filter(event -> event.getString("threadName").equals("deadlock-a"))
              .findFirst()
              .orElseThrow();
      assertThat(ofA.getString("ownerName")).isEqualTo("deadlock-b");
      assertThat(ofA.getString("wantedClass")).contains("ReentrantLock");
      assertThat(ofA.getString("frames")).contains(DeadlockWatchTest.class.getName());
      assertThat(written(() -> watch.look(false))).isEmpty();
      assertThat(written(() -> watch.look(true))).hasSize(2);
    } finally {
      a.interrupt();
      b.interrupt();
      a.join();
      b.join();
    }
  }

  @Test
  void look_threadsThatWaitForOneOwner_areNoDeadlock() throws Exception {
    first.lock();
    Thread a = new Thread(this::lockFirst, "waiting-a");
    Thread b = new Thread(this::lockFirst, "waiting-b");
    a.start();
    b.start();
    awaitParked(a);
    awaitParked(b);
    DeadlockWatch watch = new DeadlockWatch();
    assertThat(written(() -> watch.look(true))).isEmpty();
    first.unlock();
    a.join();
    b.join();
  }

  private void lockFirst() {
    first.lock();
    first.unlock();
  }

  private Thread locking(String name, ReentrantLock own, ReentrantLock others) {
    Thread thread =
        new Thread(
            () -> {
              own.lock();
              try {
                bothHold.await();
                others.lockInterruptibly();
                others.unlock();
              } catch (Exception interrupted) {
                // The end of the test.
              } finally {
                own.unlock();
              }
            },
            name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private static void awaitParked(Thread thread) throws InterruptedException {
    while (thread.getState() != Thread.State.WAITING) {
      Thread.sleep(1);
    }
    // The barrier parks, too: what counts is that it stays so.
    Thread.sleep(50);
    while (thread.getState() != Thread.State.WAITING) {
      Thread.sleep(1);
    }
  }

  private List<RecordedEvent> written(Runnable look) throws IOException {
    Path file = directory.resolve("looks-" + System.nanoTime() + ".jfr");
    try (Recording recording = new Recording()) {
      recording.enable(EventNames.DEADLOCK);
      recording.start();
      look.run();
      recording.stop();
      recording.dump(file);
    }
    return RecordingFile.readAllEvents(file).stream()
        .filter(event -> event.getEventType().getName().equals(EventNames.DEADLOCK))
        .toList();
  }
}
