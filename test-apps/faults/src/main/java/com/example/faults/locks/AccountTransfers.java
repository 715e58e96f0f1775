package com.example.faults.locks;

import com.example.faults.Deadline;
import java.time.Duration;

/** Moves money between accounts, of which it locks both. */
public final class AccountTransfers {
  private static final int TRANSFERS_BEFORE = 20;

  private final Account giro = new Account(1);
  private final Account savings = new Account(2);

  private AccountTransfers() {}

  /** Money of one customer. */
  private static final class Account {
    private final int number;
    private long cents = 1_000_000;

    private Account(int number) {
      this.number = number;
    }
  }

  /** Moves an amount. */
  private interface Booking {
    void transfer(Account from, Account to, int cents) throws InterruptedException;
  }

  public static void broken(Deadline deadline) throws InterruptedException {
    new AccountTransfers().run(deadline, AccountTransfers::transfer);
  }

  public static void fixed(Deadline deadline) throws InterruptedException {
    new AccountTransfers().run(deadline, AccountTransfers::transferInOrder);
  }

  private void run(Deadline deadline, Booking booking) throws InterruptedException {
    start("deposits", deadline, booking, giro, savings);
    start("withdrawals", deadline, booking, savings, giro);
    while (!deadline.isOver()) {
      deadline.pause(Duration.ofMillis(200));
    }
  }

  private static void start(
      String name, Deadline deadline, Booking booking, Account from, Account to) {
    Thread thread =
        new Thread(
            () -> {
              try {
                for (int i = 0; !deadline.isOver(); i++) {
                  // First one of the two is quicker: the fault waits for a busy moment.
                  boolean busy = i >= TRANSFERS_BEFORE;
                  deadline.pause(Duration.ofMillis(busy || from.number == 1 ? 10 : 30));
                  booking.transfer(from, to, i);
                }
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            name);
    thread.setDaemon(true);
    thread.start();
  }

  private static void transfer(Account from, Account to, int cents) throws InterruptedException {
    synchronized (from) {
      Thread.sleep(5);
      synchronized (to) {
        from.cents -= cents;
        to.cents += cents;
      }
    }
  }

  private static void transferInOrder(Account from, Account to, int cents)
      throws InterruptedException {
    Account first = from.number < to.number ? from : to;
    Account second = first == from ? to : from;
    Thread.sleep(5);
    synchronized (first) {
      synchronized (second) {
        from.cents -= cents;
        to.cents += cents;
      }
    }
  }
}
