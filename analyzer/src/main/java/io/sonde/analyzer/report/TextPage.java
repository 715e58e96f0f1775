package io.sonde.analyzer.report;

import io.sonde.analyzer.unit.PrintableText;

/** Lines of text wrapped to a width, with colour where it is wanted. */
final class TextPage {
  static final String BOLD = "\u001b[1m";
  static final String RED = "\u001b[1;31m";
  static final String YELLOW = "\u001b[1;33m";
  static final String GREEN = "\u001b[1;32m";
  static final String CYAN = "\u001b[1;36m";
  private static final String RESET = "\u001b[0m";

  private final StringBuilder out = new StringBuilder();
  private final ReportOptions options;

  TextPage(ReportOptions options) {
    this.options = options;
  }

  int columns() {
    return options.columns();
  }

  void blank() {
    if (!out.isEmpty()) {
      out.append('\n');
    }
  }

  void line(String text) {
    out.append(text).append('\n');
  }

  /**
   * A wrapped paragraph; lines after the first are indented by the prefix's width.
   *
   * @param label stands first, in {@code colour}
   */
  void paragraph(String prefix, String label, String colour, String text) {
    String indent = " ".repeat(prefix.length());
    out.append(prefix);
    boolean coloured = options.colour() && !colour.isEmpty();
    out.append(coloured ? colour + label + RESET : label);
    int column = prefix.length() + label.length();
    boolean lineHasWord = false;
    for (String word : PrintableText.of(text.replaceAll("\\s+", " ").strip()).split(" ")) {
      if (lineHasWord && column + 1 + word.length() > options.columns()) {
        out.append('\n').append(indent);
        column = indent.length();
      } else if (lineHasWord) {
        out.append(' ');
        column++;
      }
      column = broken(word, column, indent);
      lineHasWord = true;
    }
    out.append('\n');
  }

  /** Writes a word, over several lines when it is longer than one; returns the column after it. */
  private int broken(String word, int column, String indent) {
    String rest = word;
    int at = column;
    while (at + rest.length() > options.columns()) {
      int fits = breakAt(rest, Math.max(1, options.columns() - at));
      out.append(rest, 0, fits).append('\n').append(indent);
      rest = rest.substring(fits);
      at = indent.length();
    }
    out.append(rest);
    return at + rest.length();
  }

  /** Names break after a dot or a slash where one is near. */
  private static int breakAt(String word, int fits) {
    int separator = Math.max(word.lastIndexOf('.', fits - 1), word.lastIndexOf('/', fits - 1));
    return separator >= fits / 2 ? separator + 1 : fits;
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
