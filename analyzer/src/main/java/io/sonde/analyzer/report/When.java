package io.sonde.analyzer.report;

import io.sonde.analyzer.aggregate.SlowComparison;
import io.sonde.analyzer.aggregate.SlowStretch;
import io.sonde.analyzer.finding.Finding;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.unit.Formats;
import io.sonde.analyzer.unit.Unit;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Words for a part of a recording's time. */
final class When {
  /** A window of more of the recording is as good as all of it; our choice. */
  private static final double WHOLE_SHARE = 0.9;

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private When() {}

  /** {@code from 14:03:20 UTC for 20 s of 60 min}; empty where the finding is about all of it. */
  static String of(Finding finding, Recording recording) {
    long length = finding.toNanos() - finding.fromNanos();
    long whole = recording.endNanos() - recording.startNanos();
    boolean within =
        finding.fromNanos() >= recording.startNanos() && finding.toNanos() <= recording.endNanos();
    return length <= 0 || !within || length >= whole * WHOLE_SHARE
        ? ""
        : words(finding.fromNanos(), length) + " of " + Formats.nanos(whole);
  }

  private static String words(long fromNanos, long length) {
    return "from " + clock(fromNanos) + " for " + Formats.nanos(length);
  }

  /** {@code 14:03:20 UTC}. */
  static String clock(long epochNanos) {
    return TIME.format(Instant.EPOCH.plusNanos(epochNanos)) + " UTC";
  }

  /**
   * {@code from 14:03:20 UTC for 20 s requests took 12 times as long, most of it waiting for a
   * monitor in Stock.reserve, while the JVM was still compiling the code}.
   */
  static String headline(SlowStretch slow) {
    SlowComparison comparison = slow.comparison();
    return words(slow.stretch().fromNanos(), slow.stretch().lengthNanos())
        + " requests took "
        + Formats.format(slow.stretch().factor(), Unit.COUNT)
        + " times as long, most of it "
        + SlowRoute.mainPart(comparison)
        + (slow.warming() ? ", while the JVM was still compiling the code" : "");
  }
}
