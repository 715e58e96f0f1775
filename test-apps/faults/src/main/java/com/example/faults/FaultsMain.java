package com.example.faults;

import java.time.Duration;
import java.util.List;

/**
 * Runs one program: {@code --fault=NAME [--fixed] [--seconds=N]}. Prints READY when it begins. Exit
 * code 2: wrong usage.
 */
public final class FaultsMain {
  private static final String DEFAULT_SECONDS = "20";

  private FaultsMain() {}

  public static void main(String[] args) throws Exception {
    String name = "";
    boolean fixed = false;
    String seconds = DEFAULT_SECONDS;
    for (String arg : args) {
      String[] parts = arg.split("=", 2);
      switch (parts[0]) {
        case "--fault" -> name = parts[parts.length - 1];
        case "--fixed" -> fixed = parts.length == 1 || Boolean.parseBoolean(parts[1]);
        case "--seconds" -> seconds = parts[parts.length - 1];
        default -> usage("unknown argument " + arg);
      }
    }
    Faults.Pair pair = Faults.ALL.get(name);
    if (pair == null) {
      usage("--fault=" + name + " is unknown; known are " + List.copyOf(Faults.ALL.keySet()));
      return;
    }
    if (!seconds.matches("\\d{1,6}")) {
      usage("--seconds=" + seconds + " is no whole number");
    }
    System.out.println("READY");
    (fixed ? pair.fixed() : pair.broken())
        .run(new Deadline(Duration.ofSeconds(Long.parseLong(seconds))));
  }

  private static void usage(String problem) {
    System.err.println("faults: " + problem);
    System.exit(2);
  }
}
