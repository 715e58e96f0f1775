package com.example.shop.cart;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Asks the carrier for each cart, on threads of a pool whose queue takes whatever comes. */
public final class CarrierQuotes implements DeliveryQuotes {
  /** As many as the carrier had clerks when this was written. */
  public static final int CLERKS = 2;

  /** More than there are carts to be shown at a time. */
  public static final int ENOUGH = 24;

  private static final long ANSWER_MILLIS = 600;
  private static final int DAYS = 3;

  private final ExecutorService clerks;

  public CarrierQuotes(int threads) {
    clerks =
        Executors.newFixedThreadPool(
            threads,
            task -> {
              Thread thread = new Thread(task, "carrier");
              thread.setDaemon(true);
              return thread;
            });
  }

  @Override
  public int days(long cart) {
    try {
      return clerks.submit(this::quote).get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 0;
    }
  }

  /** The carrier looks it up by hand. */
  private int quote() {
    try {
      TimeUnit.MILLISECONDS.sleep(ANSWER_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return DAYS;
  }
}
