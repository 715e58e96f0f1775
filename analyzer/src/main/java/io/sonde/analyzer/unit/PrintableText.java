package io.sonde.analyzer.unit;

/**
 * Makes names from recordings safe to print. Class, thread and route names may hold anything:
 * terminal escapes, line breaks, characters that turn the reading direction or have no width. Such
 * characters appear as their code ({@code \}{@code u202E}), so that what is read is what is there.
 */
public final class PrintableText {
  private static final int MAX_CHARS = 300;

  private PrintableText() {}

  /** The whole text with invisible and controlling characters written as their codes. */
  public static String of(String text) {
    int length = text.length();
    for (int i = 0; i < length; i++) {
      if (isHidden(text.charAt(i))) {
        return escape(text);
      }
    }
    return text;
  }

  /** As {@link #of}, cut in its middle to 300 characters: for lines that people read. */
  public static String shortened(String text) {
    return shortened(text, MAX_CHARS);
  }

  /** As {@link #of}, cut in its middle to {@code maxChars} characters. */
  public static String shortened(String text, int maxChars) {
    if (text.length() <= maxChars) {
      return of(text);
    }
    int half = maxChars / 2 - 1;
    return of(text.substring(0, half)) + " … " + of(text.substring(text.length() - half));
  }

  private static String escape(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isHidden(c)) {
        out.append(String.format("\\u%04X", (int) c));
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }

  private static boolean isHidden(char c) {
    if (c >= ' ' && c < 0x7f) {
      return false;
    }
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.UNASSIGNED ->
          true;
      // Lone surrogates cannot be encoded; pairs are ordinary characters, and both halves stay.
      default -> c == '\u115F' || c == '\u1160' || c == '\u3164';
    };
  }
}
