package io.sonde.agent.recorder;

import io.sonde.agent.sampler.LiveThreads;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.AbstractOwnableSynchronizer;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Looks for deadlocks every few seconds. A thread that is blocked for ever leaves no event, so
 * somebody must look. A look lists the threads and reads their states, without a safepoint. Only
 * when two threads stand at locks, and still do a second later, is the JVM asked, which loads JMX
 * and stops the threads for as long as walking them takes; a service without contention never pays
 * for that.
 */
public final class DeadlockWatch {
  /** A deadlock takes two. */
  private static final int FEWEST = 2;

  private static final long SECOND_LOOK_MILLIS = 1_000;

  private @Nullable DeadlockWriter writer;
  private boolean unavailable;

  DeadlockWatch() {}

  /**
   * Whether of the threads that stood at locks before as many as a deadlock takes still do; no
   * safepoint.
   *
   * @param before their ids at the look before; has those of now afterwards
   */
  public static boolean someStayBlocked(Set<Long> before) {
    Set<Long> now = blocked();
    long staying = now.stream().filter(before::contains).count();
    before.clear();
    before.addAll(now);
    return staying >= FEWEST;
  }

  /**
   * @param again also write deadlocks that were written before
   */
  void look(boolean again) {
    if (unavailable) {
      return;
    }
    try {
      Set<Long> blocked = blocked();
      if (blocked.size() >= FEWEST) {
        Thread.sleep(SECOND_LOOK_MILLIS);
        blocked.retainAll(blocked());
      }
      if (blocked.size() >= FEWEST) {
        ask(again);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } catch (LinkageError | RuntimeException refused) {
      // A runtime image without java.management, or a security manager: there is nothing to ask.
      unavailable = true;
    }
  }

  private void ask(boolean again) {
    DeadlockWriter writing = writer;
    if (writing == null) {
      writing = new DeadlockWriter();
      writer = writing;
    }
    writing.write(again);
  }

  @SuppressWarnings("deprecation") // getId: its successor threadId() is newer than JDK 17
  private static Set<Long> blocked() {
    Set<Long> blocked = new HashSet<>();
    for (Thread thread : LiveThreads.all()) {
      if (isBlocked(thread)) {
        blocked.add(thread.getId());
      }
    }
    return blocked;
  }

  private static boolean isBlocked(Thread thread) {
    Thread.State state = thread.getState();
    return state == Thread.State.BLOCKED
        || state == Thread.State.WAITING
            && LockSupport.getBlocker(thread) instanceof AbstractOwnableSynchronizer;
  }
}
