package io.sonde.harness.load;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * What the load's command line says. They reach the simulation, which Gatling creates, as a system
 * property.
 *
 * @param rate new visitors per second; each sends about seven requests
 * @param ramp seconds before that, in which the rate grows from 1; 0: none
 * @param seconds how long visitors arrive at the rate
 * @param results where Gatling's log goes
 */
record LoadOptions(String url, double rate, int ramp, int seconds, Path results) {
  private static final String PROPERTY = "io.sonde.harness.load.options";
  private static final Set<String> KNOWN =
      Set.of("--url", "--rate", "--ramp", "--seconds", "--results");

  static LoadOptions parse(String... args) {
    Map<String, String> given = new HashMap<>();
    for (String arg : args) {
      String[] parts = arg.split("=", 2);
      if (parts.length != 2 || !KNOWN.contains(parts[0])) {
        throw new IllegalArgumentException(
            arg
                + " is unknown; usage: --url=URL --results=DIR [--rate=VISITORS_PER_SECOND] [--ramp=N] [--seconds=N]");
      }
      given.put(parts[0], parts[1]);
    }
    if (!given.containsKey("--url") || !given.containsKey("--results")) {
      throw new IllegalArgumentException("--url and --results are needed");
    }
    return new LoadOptions(
        given.get("--url"),
        positive("--rate", given.getOrDefault("--rate", "6")),
        Integer.parseInt(given.getOrDefault("--ramp", "0")),
        (int) positive("--seconds", given.getOrDefault("--seconds", "30")),
        Path.of(given.get("--results")));
  }

  static LoadOptions published() {
    return parse(System.getProperty(PROPERTY).split("\n"));
  }

  void publish() {
    System.setProperty(
        PROPERTY,
        String.join(
            "\n",
            "--url=" + url,
            "--rate=" + rate,
            "--ramp=" + ramp,
            "--seconds=" + seconds,
            "--results=" + results));
  }

  private static double positive(String name, String text) {
    try {
      double value = Double.parseDouble(text);
      if (value > 0) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Said below, together with a number that is too small.
    }
    throw new IllegalArgumentException(name + "=" + text + " is no number above 0");
  }
}
