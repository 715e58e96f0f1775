package com.example.faults.memory;

import com.example.faults.Deadline;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Exports account statements, each as one array in memory before it is sent. */
public final class StatementExport {
  private static final int PAGES_IN_CACHE = 1_400;
  private static final int PAGE_BYTES = 100_000;
  private static final int LINES = 40_000;
  private static final byte[] LINE =
      "2026-11-27;card payment;EUR;-12.90;balance;1047.33;booked;reference 4711-0815\n"
          .getBytes(StandardCharsets.US_ASCII);

  private final List<byte[]> cache = new ArrayList<>();
  private final OutputStream client = OutputStream.nullOutputStream();
  private long sentBytes;

  private StatementExport() {
    for (int i = 0; i < PAGES_IN_CACHE; i++) {
      cache.add(new byte[PAGE_BYTES]);
    }
  }

  public static void broken(Deadline deadline) throws IOException, InterruptedException {
    StatementExport export = new StatementExport();
    while (!deadline.isOver()) {
      byte[] statement = export.render();
      export.client.write(statement);
      export.sentBytes += statement.length;
      deadline.pause(Duration.ofMillis(600));
    }
  }

  public static void fixed(Deadline deadline) throws IOException, InterruptedException {
    StatementExport export = new StatementExport();
    while (!deadline.isOver()) {
      export.stream();
      deadline.pause(Duration.ofMillis(600));
    }
  }

  private byte[] render() throws IOException {
    ByteArrayOutputStream statement = new ByteArrayOutputStream();
    for (int i = 0; i < LINES; i++) {
      statement.write(LINE);
    }
    return statement.toByteArray();
  }

  private void stream() throws IOException {
    for (int i = 0; i < LINES; i++) {
      client.write(LINE);
      sentBytes += LINE.length;
    }
  }
}
