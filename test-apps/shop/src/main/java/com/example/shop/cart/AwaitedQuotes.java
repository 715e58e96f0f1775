package com.example.shop.cart;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;

/** Asks the depot on a thread of its own, and waits for the answer all the same. */
public final class AwaitedQuotes implements DeliveryQuotes {
  private final ExecutorService callers = Depot.callers();

  @Override
  public int days(long cart) {
    try {
      return callers.submit(() -> Depot.ask(cart)).get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 0;
    }
  }
}
