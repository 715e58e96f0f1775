package io.sonde.harness.load;

import io.gatling.app.Gatling$;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.prefs.Preferences;

/**
 * Runs the load and prints its result in one last line, {@code LOAD {…}}. Exit code 2: wrong usage;
 * 1: the load could not run.
 */
public final class LoadMain {
  private LoadMain() {}

  public static void main(String[] args) throws IOException {
    LoadOptions options;
    try {
      options = LoadOptions.parse(args);
    } catch (IllegalArgumentException e) {
      System.err.println("load: " + e.getMessage());
      System.exit(2);
      return;
    }
    options.publish();
    keepOffTheNetwork(options.results());
    int code =
        Gatling$.MODULE$.fromArgs(
            new String[] {
              "-s", ShopSimulation.class.getName(), "-rf", options.results().toString(), "-nr"
            });
    if (code == 0) {
      Path log = SimulationLogReader.newestIn(options.results());
      System.out.println("LOAD " + SimulationLogReader.read(log).json());
    }
    System.exit(code == 0 ? 0 : 1);
  }

  /**
   * Gatling asks Maven Central for its newest release, unless its preferences say that it has just
   * failed to. They are kept with the results, so that the user's home stays as it is.
   */
  private static void keepOffTheNetwork(Path results) {
    System.setProperty("java.util.prefs.userRoot", results.toString());
    Preferences release = Preferences.userRoot().node("/io/gatling/latestVersion");
    release.putLong("lastCheckTimestamp", System.currentTimeMillis() + TimeUnit.DAYS.toMillis(1));
    release.putBoolean("lastCheckSuccess", false);
  }
}
