package com.example.faults.machine;

import com.example.faults.Deadline;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/** Keeps a journal of orders with their documents, and forces each entry to the disk. */
public final class OrderJournal {
  private static final int DOCUMENT_BYTES = 2_400_000;

  /** The journal begins anew after so many bytes. */
  private static final long LONGEST = 200_000_000;

  private static final int MOST_WAITING = 1_000;

  private final FileChannel file;
  private final boolean forcing;
  private final BlockingQueue<Integer> orders = new ArrayBlockingQueue<>(MOST_WAITING);
  private final ByteBuffer entry;

  private OrderJournal(FileChannel file, boolean forcing) {
    this.file = file;
    this.forcing = forcing;
    String document = "order document ".repeat(DOCUMENT_BYTES / 15);
    this.entry = ByteBuffer.wrap(document.getBytes(StandardCharsets.UTF_8));
  }

  public static void broken(Deadline deadline) throws Exception {
    run(deadline, true);
  }

  public static void fixed(Deadline deadline) throws Exception {
    run(deadline, false);
  }

  private static void run(Deadline deadline, boolean forcing) throws Exception {
    Path path = Files.createTempFile("order-journal", ".log");
    try (FileChannel file = FileChannel.open(path, StandardOpenOption.WRITE)) {
      OrderJournal journal = new OrderJournal(file, forcing);
      if (!forcing) {
        Thread writer = new Thread(() -> journal.writeGathered(deadline), "journal-writer");
        writer.setDaemon(true);
        writer.start();
      }
      for (int order = 0; !deadline.isOver(); order++) {
        journal.place(order);
        deadline.pause(Duration.ofMillis(50));
      }
    } finally {
      Files.delete(path);
    }
  }

  /** What a client calls. */
  private int place(int order) throws IOException {
    int price = price(order);
    if (forcing) {
      append();
    } else {
      orders.offer(order);
    }
    return price;
  }

  private static int price(int order) {
    int price = order;
    for (int i = 0; i < 200_000; i++) {
      price = price * 31 + i;
    }
    return price;
  }

  private void append() throws IOException {
    if (file.position() > LONGEST) {
      file.position(0);
    }
    entry.rewind();
    while (entry.hasRemaining()) {
      file.write(entry);
    }
    if (forcing) {
      file.force(true);
    }
  }

  /** Writes what came since, and forces once for all orders of a second. */
  private void writeGathered(Deadline deadline) {
    try {
      while (!deadline.isOver()) {
        deadline.pause(Duration.ofSeconds(1));
        while (orders.poll() != null) {
          append();
        }
        file.force(false);
      }
    } catch (IOException | InterruptedException ended) {
      System.out.println("journal is closed: " + ended);
    }
  }
}
