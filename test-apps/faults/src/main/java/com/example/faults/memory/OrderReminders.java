package com.example.faults.memory;

import com.example.faults.Deadline;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Reminds of orders that were not paid, with a scheduler for each order that nobody shuts down. */
public final class OrderReminders {
  private static final ThreadFactory DAEMONS = OrderReminders::daemon;
  private static final AtomicLong THREADS = new AtomicLong();

  private final ScheduledExecutorService shared = Executors.newScheduledThreadPool(2, DAEMONS);
  private final AtomicLong reminded = new AtomicLong();

  private OrderReminders() {}

  public static void broken(Deadline deadline) throws InterruptedException {
    OrderReminders reminders = new OrderReminders();
    while (!deadline.isOver()) {
      reminders.remindLater();
      deadline.pause(Duration.ofMillis(200));
    }
  }

  public static void fixed(Deadline deadline) throws InterruptedException {
    OrderReminders reminders = new OrderReminders();
    while (!deadline.isOver()) {
      reminders.remindBy(reminders.shared);
      deadline.pause(Duration.ofMillis(200));
    }
  }

  private void remindLater() {
    ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor(DAEMONS);
    remindBy(scheduler);
  }

  private void remindBy(ScheduledExecutorService scheduler) {
    scheduler.schedule(reminded::incrementAndGet, 1, TimeUnit.SECONDS);
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "order-reminder-" + THREADS.incrementAndGet());
    thread.setDaemon(true);
    return thread;
  }
}
