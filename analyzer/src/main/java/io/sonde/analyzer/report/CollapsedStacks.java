package io.sonde.analyzer.report;

import io.sonde.analyzer.profile.CallTree;
import io.sonde.analyzer.report.html.FlameData;
import io.sonde.analyzer.unit.PrintableText;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Collapsed stacks: one line for each stack, {@code root;…;top weight}, the weight in the unit of
 * the tree's kind (nanoseconds or bytes). Samples without a stack have the line {@code unknown}.
 */
public final class CollapsedStacks {
  private CollapsedStacks() {}

  public static void write(CallTree tree, Appendable out) throws IOException {
    Map<String, Long> weights = new LinkedHashMap<>();
    tree.collapsed()
        .forEach(
            (stack, weight) ->
                weights.merge(stack.isEmpty() ? FlameData.UNKNOWN : stack, weight, Long::sum));
    for (Map.Entry<String, Long> stack : weights.entrySet()) {
      out.append(PrintableText.of(stack.getKey()))
          .append(' ')
          .append(stack.getValue().toString())
          .append('\n');
    }
  }
}
