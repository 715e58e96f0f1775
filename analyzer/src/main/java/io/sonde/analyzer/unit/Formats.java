package io.sonde.analyzer.unit;

import java.util.Locale;

/** Writes numbers with their unit for people: three significant digits, no locale. */
public final class Formats {
  private static final String[] BYTE_UNITS = {"B", "kB", "MB", "GB", "TB"};

  private Formats() {}

  public static String format(double value, Unit unit) {
    return switch (unit) {
      case NANOSECONDS -> nanos(value);
      case BYTES -> bytes(value);
      case BYTES_PER_SECOND -> bytes(value) + "/s";
      case PER_SECOND -> significant(value) + "/s";
      case RATIO -> percent(value);
      case COUNT, NONE -> significant(value);
    };
  }

  /** A duration: ns, µs, ms, s, min or h, whichever reads best. */
  public static String nanos(double nanos) {
    double size = Math.abs(nanos);
    if (size < 1e3) {
      return significant(nanos) + " ns";
    }
    if (size < 1e6) {
      return significant(nanos / 1e3) + " µs";
    }
    if (size < 1e9) {
      return significant(nanos / 1e6) + " ms";
    }
    if (size < 120e9) {
      return significant(nanos / 1e9) + " s";
    }
    if (size < 7200e9) {
      return significant(nanos / 60e9) + " min";
    }
    return significant(nanos / 3600e9) + " h";
  }

  /** Decimal multiples: 1 kB is 1000 B. */
  public static String bytes(double bytes) {
    double scaled = bytes;
    int unit = 0;
    while (Math.abs(scaled) >= 999.5 && unit < BYTE_UNITS.length - 1) {
      scaled /= 1000;
      unit++;
    }
    return significant(scaled) + " " + BYTE_UNITS[unit];
  }

  /** A share of 0 to 1 as per cent. */
  public static String percent(double ratio) {
    double percent = ratio * 100;
    if (percent != 0 && Math.abs(percent) < 0.1) {
      return percent > 0 ? "< 0.1 %" : "> -0.1 %";
    }
    return significant(percent) + " %";
  }

  /** Three digits, without zeros that only say how many digits there are: 55, not 55.0. */
  private static String significant(double value) {
    double size = Math.abs(value);
    if (size >= 99.95) {
      return String.format(Locale.ROOT, "%,.0f", value);
    }
    String text = String.format(Locale.ROOT, size >= 9.995 ? "%.1f" : "%.2f", value);
    String whole = text.substring(0, text.indexOf('.'));
    return text.substring(whole.length() + 1).matches("0+") ? whole : text;
  }
}
