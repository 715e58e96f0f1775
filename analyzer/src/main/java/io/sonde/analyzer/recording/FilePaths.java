package io.sonde.analyzer.recording;

import java.util.regex.Pattern;

/** Paths of files as few words: a service may write a new file for each request. */
final class FilePaths {
  /** A number, or eight and more hexadecimal digits with one among them, as of an id. */
  private static final Pattern NUMBER =
      Pattern.compile("(?=[a-fA-F-]*\\d)[0-9a-fA-F]{8,}(?:-[0-9a-fA-F]{4,})*|\\d+");

  private FilePaths() {}

  /** The path with {@code #} in the place of each number and id. */
  static String pattern(String path) {
    return NUMBER.matcher(path).replaceAll("#");
  }
}
