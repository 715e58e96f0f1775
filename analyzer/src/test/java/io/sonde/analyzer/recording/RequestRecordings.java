package io.sonde.analyzer.recording;

import com.sun.management.ThreadMXBean;
import io.sonde.analyzer.recording.RequestEvents.RequestEvent;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import jdk.jfr.Recording;

/** Records requests of this JVM that each do one thing, on threads of their own, over chunks. */
public final class RequestRecordings {
  public static final String MONITOR = "GET /monitor";
  public static final String SLEEP = "GET /sleep";
  public static final String PARK = "GET /park";
  public static final String WAIT = "GET /wait";
  public static final String COLLECT = "GET /collect";
  public static final String CPU = "GET /cpu";
  public static final String ASYNC = "GET /async";
  public static final String OLDER = "GET /older";
  public static final String SQL = "GET /sql";

  /** What {@link #SQL} runs, twice. */
  static final String STATEMENT = "select * from stock where id = ?";

  static final String TEMPLATE = "select * from stock where id = $1";

  /** The thread that holds the monitor that {@link #MONITOR} waits for. */
  public static final String OWNER = "stock-owner";

  /** How long each of them lasts at least. */
  public static final long LEAST_MILLIS = 60;

  private static final Object STOCK = new Object();

  private RequestRecordings() {}

  public static Path record(Path file) throws IOException {
    try (Recording recording = new Recording()) {
      for (String type :
          List.of("JavaMonitorEnter", "JavaMonitorWait", "ThreadPark", "ThreadSleep")) {
        recording.enable("jdk." + type).withThreshold(Duration.ofMillis(1)).withStackTrace();
      }
      for (String type :
          List.of("SocketRead", "SocketWrite", "FileRead", "FileWrite", "FileForce")) {
        recording.enable("jdk." + type).withThreshold(Duration.ofMillis(1)).withStackTrace();
      }
      for (String type :
          List.of("GarbageCollection", "GCPhasePause", "SafepointBegin", "SafepointEnd")) {
        recording.enable("jdk." + type).withThreshold(Duration.ZERO);
      }
      recording.enable("jdk.ExecutionSample").withPeriod(Duration.ofMillis(10));
      recording.start();
      serveAll();
      recording.stop();
      recording.dump(file);
    }
    return file;
  }

  private static void serveAll() {
    // Makes the event's class known: threads that waited for that would have a wait too many.
    RequestEvents.begun(SLEEP);
    RequestEvents.period(SLEEP, 1, 60_000_000, 80_000_000);
    SqlEvents.template(STATEMENT, TEMPLATE, "Long");
    List<Thread> threads =
        List.of(
            started("monitor", () -> RequestEvents.serve(MONITOR, RequestRecordings::enterStock)),
            started("sleep", () -> RequestEvents.serve(SLEEP, RequestRecordings::sleep)),
            started("park", () -> RequestEvents.serve(PARK, RequestRecordings::park)),
            started("wait", () -> RequestEvents.serve(WAIT, RequestRecordings::await)),
            started("sql", RequestRecordings::query),
            started("async", RequestRecordings::async));
    threads.forEach(RequestRecordings::joined);
    rotate();
    RequestEvents.period(SLEEP, 0, 70_000_000);
    RequestEvents.olderPeriod(OLDER);
    joined(started("collect", () -> RequestEvents.serve(COLLECT, RequestRecordings::collect)));
    joined(started("cpu", () -> RequestEvents.serve(CPU, RequestRecordings::burnCpu)));
  }

  /**
   * Ends JFR's chunk. On JDK 17 a thread that writes its first event afterwards refers to strings
   * of the chunk before, until a thread that wrote in that one has written again.
   */
  private static void rotate() {
    try (Recording other = new Recording()) {
      other.start();
    }
  }

  /** The entry leaves at once; a third of the time nothing runs, then a task does. */
  private static void async() {
    RequestEvent request = RequestEvents.begun(ASYNC);
    sleep();
    request.entryNanos = LEAST_MILLIS * 1_000_000;
    sleep();
    joined(
        started("worker", () -> RequestEvents.task(request.requestId, RequestRecordings::sleep)));
    request.commit();
  }

  /** Sleeps within its wait for a connection and within its statements: nested waits. */
  private static void query() {
    RequestEvent request = RequestEvents.begun(SQL);
    SqlEvents.connection(request.requestId, RequestRecordings::sleep);
    for (int i = 0; i < 2; i++) {
      SqlEvents.statement(request.requestId, STATEMENT, RequestRecordings::sleep);
      SqlEvents.caller(request.requestId, STATEMENT);
    }
    request.sqlCount = 2;
    request.sqlNanos = 2 * LEAST_MILLIS * 1_000_000;
    request.connectionNanos = LEAST_MILLIS * 1_000_000;
    request.entryNanos = RequestEvents.UNTIL_THE_END;
    request.commit();
  }

  private static void enterStock() {
    Thread waiter = Thread.currentThread();
    Thread owner = started(OWNER, () -> holdUntilBlocked(waiter));
    while (!holds(owner)) {
      Thread.onSpinWait();
    }
    synchronized (STOCK) {
      Thread.onSpinWait();
    }
    joined(owner);
  }

  private static boolean holds(Thread owner) {
    return owner.getState() == Thread.State.TIMED_WAITING;
  }

  /** Waits for the other thread within the monitor, so that it cannot but block. */
  private static void holdUntilBlocked(Thread waiter) {
    synchronized (STOCK) {
      sleep();
      while (waiter.getState() != Thread.State.BLOCKED) {
        Thread.onSpinWait();
      }
      sleep();
    }
  }

  private static void sleep() {
    try {
      Thread.sleep(LEAST_MILLIS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void park() {
    long end = System.nanoTime() + LEAST_MILLIS * 1_000_000;
    while (System.nanoTime() < end) {
      LockSupport.parkNanos(STOCK, end - System.nanoTime());
    }
  }

  private static void await() {
    Object own = new Object();
    long end = System.nanoTime() + LEAST_MILLIS * 1_000_000;
    synchronized (own) {
      while (System.nanoTime() < end) {
        try {
          own.wait(LEAST_MILLIS);
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
      }
    }
  }

  private static void collect() {
    long end = System.nanoTime() + LEAST_MILLIS * 1_000_000;
    while (System.nanoTime() < end) {
      System.gc();
    }
  }

  /** Until so much CPU time is used, however long it takes: enough for JFR to sample it. */
  private static void burnCpu() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long end = threads.getCurrentThreadCpuTime() + 6 * LEAST_MILLIS * 1_000_000;
    while (threads.getCurrentThreadCpuTime() < end) {
      RealRecordings.burn(1);
    }
  }

  private static Thread started(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.start();
    return thread;
  }

  private static void joined(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
