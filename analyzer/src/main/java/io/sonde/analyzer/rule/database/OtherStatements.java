package io.sonde.analyzer.rule.database;

import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.model.SqlTable;
import org.HdrHistogram.Histogram;

/** How long other statements take, to tell a slow statement from a slow database. */
final class OtherStatements {
  /** Fewer tell nothing; a median of so many is right to a third. Our choice. */
  private static final int FEWEST = 30;

  private OtherStatements() {}

  /** Median of all statements of requests but those of one text; NaN where there are too few. */
  static double medianNanos(Recording recording, String text) {
    SqlTable sql = recording.sql();
    int left = sql.texts().indexOf(text);
    Histogram durations = new Histogram(2);
    for (int i = 0; i < sql.size(); i++) {
      if (sql.text(i) != left && sql.requestId(i) != 0) {
        durations.recordValue(sql.durationNanos(i));
      }
    }
    return durations.getTotalCount() < FEWEST ? Double.NaN : durations.getValueAtPercentile(50);
  }
}
