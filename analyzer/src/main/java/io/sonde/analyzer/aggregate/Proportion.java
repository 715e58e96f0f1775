package io.sonde.analyzer.aggregate;

/**
 * A share estimated from samples, with its 95 % confidence interval by Wilson's score (E. B.
 * Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22, 1927),
 * which stays within 0 to 1 and holds for small counts. Samples of unequal weight count as Kish's
 * effective number, (Σw)² / Σw².
 */
public record Proportion(double value, double low, double high, double effectiveSamples) {
  /** Two-sided 95 % quantile of the normal distribution. */
  public static final double Z95 = 1.959964;

  public static Proportion of(double value, double effectiveSamples) {
    if (!(effectiveSamples > 0) || Double.isNaN(value)) {
      return new Proportion(0, 0, 1, 0);
    }
    double n = effectiveSamples;
    double p = Math.max(0, Math.min(1, value));
    double z2 = Z95 * Z95;
    double centre = (p + z2 / (2 * n)) / (1 + z2 / n);
    double half = Z95 / (1 + z2 / n) * Math.sqrt(p * (1 - p) / n + z2 / (4 * n * n));
    return new Proportion(p, Math.max(0, centre - half), Math.min(1, centre + half), n);
  }
}
