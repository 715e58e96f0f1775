package io.sonde.analyzer.aggregate;

import io.sonde.analyzer.model.RequestTable;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Requests by duration, the fastest first, each as often as it stands for others. */
public final class RankedRequests {
  private final RequestTable table;
  private final int[] rows;

  /** Weight of each request and of all faster ones. */
  private final double[] upTo;

  private RankedRequests(RequestTable table, int[] rows) {
    this.table = table;
    this.rows = rows;
    this.upTo = new double[rows.length];
    double sum = 0;
    for (int i = 0; i < rows.length; i++) {
      sum += table.weight(rows[i]);
      upTo[i] = sum;
    }
  }

  /**
   * @param rows indices into the table; equal durations keep their order
   */
  public static RankedRequests of(RequestTable table, int[] rows) {
    int[] ranked =
        IntStream.of(rows)
            .boxed()
            .sorted(Comparator.comparingLong(table::durationNanos))
            .mapToInt(Integer::intValue)
            .toArray();
    return new RankedRequests(table, ranked);
  }

  public int size() {
    return rows.length;
  }

  /** How many requests all of these stand for. */
  public double weight() {
    return rows.length == 0 ? 0 : upTo[rows.length - 1];
  }

  /** The least duration, in nanoseconds, that this share of the requests does not exceed. */
  public long percentile(double percent) {
    return rows.length == 0 ? 0 : table.durationNanos(rows[rank(percent / 100)]);
  }

  /** Place of the first request up to which at least a share of the weight lies. */
  private int rank(double share) {
    int found = Arrays.binarySearch(upTo, share * weight() * (1 - 1e-12));
    return Math.min(rows.length - 1, found >= 0 ? found : -found - 1);
  }

  /** The slowest that make up a share, at least so many events of them. */
  int[] slowest(double share, int least) {
    int first = rows.length;
    double wanted = share * weight();
    while (first > 0 && (rows.length - first < least || weight() - before(first) < wanted)) {
      first--;
    }
    return Arrays.copyOfRange(rows, first, rows.length);
  }

  private double before(int place) {
    return place == 0 ? 0 : upTo[place - 1];
  }

  /**
   * Those around the median.
   *
   * @param share of the weight on each side of it
   * @param least so many events, where there are so many
   * @param excluded so many of the slowest are not among them
   */
  int[] aroundMedian(double share, int least, int excluded) {
    int end = rows.length - excluded;
    int from = Math.min(rank(0.5 - share), Math.max(0, end - 1));
    int to = Math.min(rank(0.5 + share) + 1, end);
    while (to - from < least && (from > 0 || to < end)) {
      from = Math.max(0, from - 1);
      to = Math.min(end, to + 1);
    }
    return from >= to ? new int[0] : Arrays.copyOfRange(rows, from, to);
  }
}
