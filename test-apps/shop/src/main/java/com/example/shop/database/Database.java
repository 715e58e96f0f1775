package com.example.shop.database;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * One PostgreSQL server on a free port, with its files in a directory of its own that goes with it.
 */
public final class Database implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofSeconds(60);

  private final EmbeddedPostgres server;
  private final DatabaseGuard guard;

  private Database(EmbeddedPostgres server, DatabaseGuard guard) {
    this.server = server;
    this.guard = guard;
  }

  /**
   * @param programs where PostgreSQL's unpacked programs stay for the next start; empty: they go
   *     with the data
   */
  static Database start(String programs) throws IOException {
    Path directory = Files.createTempDirectory("shop-postgres-");
    Path data = directory.resolve("data");
    DatabaseGuard guard = DatabaseGuard.start(directory, data);
    try {
      Path unpacked = programs.isEmpty() ? directory.resolve("programs") : Path.of(programs);
      return new Database(
          EmbeddedPostgres.builder()
              .setOverrideWorkingDirectory(unpacked.toAbsolutePath().toFile())
              .setDataDirectory(data)
              .setRegisterShutdownHook(false)
              .setPGStartupWait(START_LIMIT)
              .setServerConfig("max_connections", "40")
              .setServerConfig("shared_buffers", "32MB")
              .setLocaleConfig("locale", "C")
              .start(),
          guard);
    } catch (IOException | RuntimeException e) {
      guard.close();
      throw e;
    }
  }

  public int port() {
    return server.getPort();
  }

  String url() {
    return "jdbc:postgresql://localhost:" + port() + "/postgres";
  }

  @Override
  public void close() throws IOException {
    try {
      server.close();
    } finally {
      guard.close();
    }
  }
}
