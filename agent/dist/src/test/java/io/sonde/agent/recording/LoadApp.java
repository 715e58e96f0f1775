package io.sonde.agent.recording;

import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import jdk.jfr.Recording;
import one.profiler.AsyncProfiler;

/**
 * A program with CPU work, allocation, contention and parks. Its argument says what else it does:
 * {@code recording} or {@code profiler} of its own, whose fate it prints when it ends by itself, or
 * its work on {@code virtual} threads.
 */
public final class LoadApp {
  private static final Object MONITOR = new Object();
  private static final long CONTENDED_MILLIS = 5;
  private static volatile Object sink = "";

  private LoadApp() {}

  /** Arguments: seconds to run, and nothing, recording, profiler or virtual. */
  public static void main(String[] arguments) throws Exception {
    long end = System.nanoTime() + Long.parseLong(arguments[0]) * 1_000_000_000L;
    String own = arguments.length > 1 ? arguments[1] : "";
    Recording recording = own.equals("recording") ? recording() : null;
    AsyncProfiler profiler = own.equals("profiler") ? profiler() : null;
    Thread[] workers = new Thread[3];
    for (int i = 0; i < workers.length; i++) {
      workers[i] = own.equals("virtual") ? virtual(() -> burn(end)) : new Thread(() -> work(end));
      if (!own.equals("virtual")) {
        workers[i].start();
      }
    }
    System.out.println("working");
    for (Thread worker : workers) {
      worker.join();
    }
    if (recording != null) {
      System.out.println("own recording: " + recording.getState());
      recording.close();
    }
    if (profiler != null) {
      System.out.println("own profiler: " + profiler.execute("status").trim());
      profiler.stop();
      System.out.println("own samples: " + (profiler.getSamples() > 0));
    }
  }

  private static Recording recording() {
    Recording recording = new Recording();
    recording.setSettings(Map.of("jdk.CPULoad#enabled", "true"));
    recording.start();
    return recording;
  }

  private static AsyncProfiler profiler() throws Exception {
    AsyncProfiler profiler = AsyncProfiler.getInstance();
    profiler.start("cpu", 10_000_000);
    return profiler;
  }

  private static Thread virtual(Runnable work) throws ReflectiveOperationException {
    return (Thread) Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, work);
  }

  private static void burn(long end) {
    while (System.nanoTime() < end) {
      sink = new byte[10_000].toString();
    }
  }

  private static void work(long end) {
    while (System.nanoTime() < end) {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < 20_000; i++) {
        text.append(i);
      }
      sink = text.toString();
      synchronized (MONITOR) {
        LockSupport.parkNanos(CONTENDED_MILLIS * 1_000_000);
      }
    }
  }
}
