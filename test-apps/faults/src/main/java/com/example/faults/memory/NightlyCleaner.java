package com.example.faults.memory;

import com.example.faults.Deadline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Drops finished jobs, and believes that the collector must be told. */
public final class NightlyCleaner {
  private static final int JOBS = 300_000;

  private final List<byte[]> jobs = new ArrayList<>();

  private NightlyCleaner() {
    for (int i = 0; i < JOBS; i++) {
      jobs.add(new byte[100]);
    }
  }

  public static void broken(Deadline deadline) throws InterruptedException {
    NightlyCleaner cleaner = new NightlyCleaner();
    while (!deadline.isOver()) {
      cleaner.replaceSome();
      cleaner.tidyUp();
      deadline.pause(Duration.ofMillis(500));
    }
  }

  public static void fixed(Deadline deadline) throws InterruptedException {
    NightlyCleaner cleaner = new NightlyCleaner();
    while (!deadline.isOver()) {
      cleaner.replaceSome();
      deadline.pause(Duration.ofMillis(500));
    }
  }

  private void replaceSome() {
    for (int i = 0; i < jobs.size(); i += 100) {
      jobs.set(i, new byte[100]);
    }
  }

  private void tidyUp() {
    System.gc();
  }
}
