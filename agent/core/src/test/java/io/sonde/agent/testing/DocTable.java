package io.sonde.agent.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Keeps a table in a document equal to what the code says. */
public final class DocTable {
  /** -Dsonde.docs.update rewrites the table. */
  private static final boolean UPDATE = System.getProperty("sonde.docs.update") != null;

  private DocTable() {}

  /**
   * @param begin the comment after which the table stands
   * @param end the comment that follows it
   */
  public static void assertEqual(Path document, String begin, String end, String table)
      throws IOException {
    String text = Files.readString(document);
    int from = text.indexOf(begin) + begin.length();
    int to = text.indexOf(end);
    if (UPDATE) {
      Files.writeString(document, text.substring(0, from) + table + text.substring(to));
    } else {
      assertThat(text.substring(from, to))
          .as("run this test with -Dsonde.docs.update to rewrite the table")
          .isEqualTo(table);
    }
  }
}
