package io.sonde.agent.instrument;

import io.sonde.bootstrap.AgentLog;
import io.sonde.bootstrap.Tasks;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Puts advice into executors and threads, once requests are recorded and a class that they come in
 * by has got its advice: programs without requests keep the JDK's classes as they are. In a thread
 * of its own, since who loads that class may hold any lock.
 */
final class TaskWeaving implements Runnable {
  /** Longest wait for the thread when the probes are taken out. */
  private static final long PATIENCE_SECONDS = 30;

  private final RequestSelection requests;
  private final Retransformer retransformer;
  private boolean stopped;
  private @Nullable Thread thread;

  TaskWeaving(RequestSelection requests, Retransformer retransformer) {
    this.requests = requests;
    this.retransformer = retransformer;
  }

  /** A class that requests come in by has got its advice. */
  synchronized void requestsComeIn() {
    if (thread == null && !stopped) {
      thread = new Thread(null, this, "sonde-tasks", 0, false);
      thread.setDaemon(true);
      thread.start();
    }
  }

  /** Returns when no class is being woven any more; to be called before advice is taken out. */
  void stop() {
    Thread running;
    synchronized (this) {
      stopped = true;
      running = thread;
    }
    if (running != null) {
      try {
        running.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
      } catch (InterruptedException hurried) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public void run() {
    try {
      Tasks.prepare();
      requests.carryTasks();
      retransformer.retransform(loaded -> requests.carriesTasks(loaded.getName()));
    } catch (Throwable failure) {
      AgentLog.say("tasks of requests are not recorded: " + failure + ".");
    }
  }
}
