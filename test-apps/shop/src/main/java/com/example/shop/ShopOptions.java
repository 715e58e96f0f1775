package com.example.shop;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the command line may say: {@code --port=N} (0: any free one), {@code
 * --threads=platform|virtual}, {@code --fault=NAME[,NAME]}, {@code --fixed}, {@code --postgres=DIR}
 * (keeps PostgreSQL's unpacked programs there; without it they go with the run), {@code --attended}
 * (ends when its standard input does).
 */
record ShopOptions(
    int port, boolean virtualThreads, String variant, String postgres, boolean attended) {
  /**
   * Each switches a feature on that is built badly or, with {@code --fixed}, well; "none" has none
   * of them.
   */
  static final List<String> FAULTS =
      List.of(
          "none",
          "hot-method",
          "allocation-churn",
          "heap-leak",
          "lock-in-validation",
          "slow-downstream",
          "thread-hop",
          "n-plus-one",
          "slow-query",
          "connection-pool-saturation",
          "connection-held-too-long",
          "executor-saturation");

  static ShopOptions parse(String... args) {
    Map<String, String> given = new HashMap<>();
    for (String arg : args) {
      String[] parts = arg.split("=", 2);
      if (!List.of("--port", "--threads", "--fault", "--fixed", "--postgres", "--attended")
          .contains(parts[0])) {
        throw new IllegalArgumentException(
            "unknown argument "
                + arg
                + "; known are --port, --threads, --fault, --fixed, --postgres, --attended");
      }
      given.put(parts[0].substring(2), parts.length == 2 ? parts[1] : "true");
    }
    return new ShopOptions(
        port(given.getOrDefault("port", "8080")),
        virtualThreads(given.getOrDefault("threads", "platform")),
        variant(given.getOrDefault("fault", "none"), given.getOrDefault("fixed", "false")),
        given.getOrDefault("postgres", ""),
        Boolean.parseBoolean(given.getOrDefault("attended", "false")));
  }

  /** The settings that Spring and the variants' configuration read. */
  Map<String, Object> properties() {
    return Map.of(
        "port", port,
        "virtual", virtualThreads,
        "shop.variant", variant,
        "shop.sql", scripts(),
        "shop.postgres", postgres);
  }

  /** Rows that a fault and its twin need, and what the twin does better in the database. */
  private String scripts() {
    return Arrays.stream(variant.split(","))
        .flatMap(
            each ->
                Stream.of("data-" + each.replaceFirst("-fixed$", ""), "tuning-" + each)
                    .map(name -> "optional:classpath:" + name + ".sql"))
        .collect(Collectors.joining(","));
  }

  private static int port(String text) {
    if (!text.matches("\\d{1,5}") || Integer.parseInt(text) > 65535) {
      throw new IllegalArgumentException(
          "--port=" + text + " is no port; give a number from 0 to 65535");
    }
    return Integer.parseInt(text);
  }

  private static boolean virtualThreads(String text) {
    if (!List.of("platform", "virtual").contains(text)) {
      throw new IllegalArgumentException(
          "--threads=" + text + " is unknown; give platform or virtual");
    }
    if (text.equals("virtual") && Runtime.version().feature() < 21) {
      throw new IllegalArgumentException("--threads=virtual needs JDK 21 or newer");
    }
    return text.equals("virtual");
  }

  private static String variant(String faults, String fixed) {
    List<String> variants = new ArrayList<>();
    for (String fault : faults.split(",", -1)) {
      if (!FAULTS.contains(fault)) {
        throw new IllegalArgumentException(
            "--fault=" + fault + " is unknown; known are " + String.join(", ", FAULTS));
      }
      variants.add(Boolean.parseBoolean(fixed) ? fault + "-fixed" : fault);
    }
    return String.join(",", variants);
  }
}
