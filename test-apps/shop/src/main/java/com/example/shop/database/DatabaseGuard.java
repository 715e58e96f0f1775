package com.example.shop.database;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * A shell that waits for the shop to end, however it ends: its input closes with the shop's
 * process. Then it stops a PostgreSQL that still runs and deletes the directory. A kill -9 of the
 * shop leaves nothing behind for this reason.
 */
final class DatabaseGuard implements AutoCloseable {
  private static final String SCRIPT =
      """
      trap '' INT TERM HUP
      while read -r line; do :; done
      pid=$(head -n 1 "$2/postmaster.pid" 2>/dev/null) && kill -INT "$pid" 2>/dev/null
      i=0
      while [ -f "$2/postmaster.pid" ] && [ $i -lt 100 ]; do sleep 0.1; i=$((i + 1)); done
      rm -rf "$1"
      """;

  private static final int STOP_LIMIT_SECONDS = 12;

  private final Process shell;

  private DatabaseGuard(Process shell) {
    this.shell = shell;
  }

  /**
   * @param directory deleted at the end
   * @param data PostgreSQL's data directory in it
   */
  static DatabaseGuard start(Path directory, Path data) throws IOException {
    return new DatabaseGuard(
        new ProcessBuilder(
                "sh", "-c", SCRIPT, "shop-postgres-guard", directory.toString(), data.toString())
            .directory(new File("/"))
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start());
  }

  @Override
  public void close() throws IOException {
    shell.getOutputStream().close();
    try {
      shell.waitFor(STOP_LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
