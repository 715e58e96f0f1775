package io.sonde.analyzer.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Opens a file in the user's browser with the desktop's own command. */
final class Browser {
  private static final int PATIENCE_SECONDS = 5;

  private Browser() {}

  /** False where there is no display, no such command, or it reports failure. */
  static boolean open(Path file) {
    String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String target = file.toAbsolutePath().normalize().toUri().toString();
    if (system.contains("mac")) {
      return started("open", target);
    }
    if (system.contains("win")) {
      return started("rundll32", "url.dll,FileProtocolHandler", target);
    }
    return hasDisplay(System.getenv()) && started("xdg-open", target);
  }

  static boolean hasDisplay(Map<String, String> environment) {
    return !environment.getOrDefault("DISPLAY", "").isEmpty()
        || !environment.getOrDefault("WAYLAND_DISPLAY", "").isEmpty();
  }

  private static boolean started(String... command) {
    try {
      Process process =
          new ProcessBuilder(List.of(command))
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      return !process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() == 0;
    } catch (IOException noSuchCommand) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
