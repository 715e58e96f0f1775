package com.example.faults.machine;

import com.example.faults.Deadline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Imports a supplier's price list, in which many fields hold a dash or a note in the place of a
 * number. The parser's exception is how it tells them apart.
 */
public final class SupplierFeed {
  private static final int LINES = 2_000;

  /** Until the next supplier's list is there. */
  private static final Duration NEXT_LIST = Duration.ofMillis(10);

  /** Handlers that a line passes, as in an integration framework. */
  private static final int HANDLERS = 60;

  private final List<String> lines = new ArrayList<>();
  private long units;

  private SupplierFeed() {
    Random random = new Random(7);
    for (int i = 0; i < LINES; i++) {
      lines.add(random.nextInt(100) < 60 ? "on request" : Integer.toString(random.nextInt(500)));
    }
  }

  public static void broken(Deadline deadline) throws InterruptedException {
    new SupplierFeed().importUntil(deadline, SupplierFeed::quantity);
  }

  public static void fixed(Deadline deadline) throws InterruptedException {
    new SupplierFeed().importUntil(deadline, SupplierFeed::quantityIfNumber);
  }

  @FunctionalInterface
  private interface Field {
    int read(String text);
  }

  private void importUntil(Deadline deadline, Field field) throws InterruptedException {
    while (!deadline.isOver()) {
      for (String line : lines) {
        units += handle(line, field, HANDLERS) + checksum(line) + category(line);
      }
      deadline.pause(NEXT_LIST);
    }
    System.out.println("imported " + units);
  }

  private static int handle(String line, Field field, int handlers) {
    return handlers == 0 ? field.read(line) : handle(line, field, handlers - 1);
  }

  private static int quantity(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException noNumber) {
      return 0;
    }
  }

  private static int quantityIfNumber(String text) {
    return text.isEmpty() || !Character.isDigit(text.charAt(0)) ? 0 : Integer.parseInt(text);
  }

  private static int checksum(String line) {
    int sum = 0;
    for (int round = 0; round < 5; round++) {
      for (int i = 0; i < line.length(); i++) {
        sum = sum * 31 + line.charAt(i);
      }
    }
    return sum & 0xff;
  }

  private static int category(String line) {
    int vowels = 0;
    for (int round = 0; round < 5; round++) {
      for (int i = 0; i < line.length(); i++) {
        vowels += "aeiou".indexOf(line.charAt(i)) >= 0 ? 1 : 0;
      }
    }
    return vowels;
  }
}
