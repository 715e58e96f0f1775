package io.sonde.analyzer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.analyzer.attach.Answer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OverheadTableTest {
  private final Map<String, String> values = new HashMap<>();

  @Test
  void withoutGovernor_nothingIsPrinted() {
    assertThat(printed()).isEmpty();
  }

  @Test
  void probes_lineUp_andTheHeadlineSaysWhetherTheBudgetIsKept() {
    totals(18_300_000, 16_000_000);
    row(0, "com.shop.Cart.total", 5_000_000, 16_000_000, "1/64", true);
    row(1, "requests", 700, 2_300_000, "", false);
    assertThat(printed().lines())
        .containsExactly(
            "",
            "The probes are within their budget.",
            "Probe                Calls/s    ns/call  Of a processor",
            "com.shop.Cart.total  5,000,000  3.20     1.60 %          1/64, turned down",
            "requests             700        3,286    0.23 %",
            "Total                                    1.83 %",
            "Budget                                   2 %             1 % of all processors");
  }

  @Test
  void countingAloneOverBudget_isSaid() {
    totals(31_000_000, 31_000_000);
    row(0, "com.shop.Cart.total", 10_000_000, 31_000_000, "count only", true);
    assertThat(printed())
        .contains("over their budget: what is never turned down", "costs 3.10 % of a processor.");
  }

  @Test
  void overBudgetForTheMoment_isSaid() {
    totals(31_000_000, 11_000_000);
    assertThat(printed()).contains("the dearest are being turned down");
  }

  private void totals(long total, long least) {
    values.put("overhead.share", "0.01");
    values.put("overhead.budgetNanos", "20000000");
    values.put("overhead.totalNanos", Long.toString(total));
    values.put("overhead.leastNanos", Long.toString(least));
  }

  private void row(
      int row, String probe, long perSecond, long nanos, String mode, boolean turnedDown) {
    String prefix = "overhead.0" + row + ".";
    values.put(prefix + "probe", probe);
    values.put(prefix + "perSecond", Long.toString(perSecond));
    values.put(prefix + "nanos", Long.toString(nanos));
    values.put(prefix + "mode", mode);
    values.put(prefix + "turnedDown", Boolean.toString(turnedDown));
  }

  private String printed() {
    StringWriter text = new StringWriter();
    PrintWriter out = new PrintWriter(text);
    new OverheadTable(new Answer(values)).print(out);
    out.flush();
    return text.toString();
  }
}
