package com.example.faults.locks;

import com.example.faults.Deadline;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.ReentrantLock;

/** Tariffs by region, fetched from a slow service when one has expired. */
public final class TariffCache {
  private static final int CLERKS = 8;
  private static final int REGIONS = 1_000;
  private static final Duration FETCH = Duration.ofMillis(30);

  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Integer, Integer> tariffs = new ConcurrentHashMap<>();

  private TariffCache() {}

  /** A quote for a region. */
  private interface Quotes {
    int quote(int region) throws InterruptedException;
  }

  public static void broken(Deadline deadline) throws InterruptedException {
    quote(deadline, new TariffCache()::quoteOneAfterTheOther);
  }

  public static void fixed(Deadline deadline) throws InterruptedException {
    quote(deadline, new TariffCache()::quote);
  }

  private static void quote(Deadline deadline, Quotes quotes) throws InterruptedException {
    Thread[] clerks = new Thread[CLERKS];
    for (int i = 0; i < CLERKS; i++) {
      clerks[i] = new Thread(() -> work(deadline, quotes), "clerk-" + i);
      clerks[i].setDaemon(true);
      clerks[i].start();
    }
    for (Thread clerk : clerks) {
      clerk.join();
    }
  }

  private static void work(Deadline deadline, Quotes quotes) {
    try {
      while (!deadline.isOver()) {
        quotes.quote(ThreadLocalRandom.current().nextInt(REGIONS));
        deadline.pause(Duration.ofMillis(20));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private int quoteOneAfterTheOther(int region) throws InterruptedException {
    lock.lock();
    try {
      Integer known = tariffs.remove(region);
      int tariff = known == null ? fetch(region) : known;
      tariffs.put(region, tariff + 1);
      return tariff;
    } finally {
      lock.unlock();
    }
  }

  private int quote(int region) throws InterruptedException {
    Integer known = tariffs.remove(region);
    int tariff = known == null ? fetch(region) : known;
    lock.lock();
    try {
      tariffs.put(region, tariff + 1);
    } finally {
      lock.unlock();
    }
    return tariff;
  }

  private static int fetch(int region) throws InterruptedException {
    Thread.sleep(FETCH.toMillis());
    return region * 17;
  }
}
