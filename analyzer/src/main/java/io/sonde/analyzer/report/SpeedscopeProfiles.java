package io.sonde.analyzer.report;

import com.carrotsearch.hppc.IntArrayList;
import io.sonde.analyzer.profile.CallTree;
import io.sonde.analyzer.report.html.FlameData;
import io.sonde.analyzer.unit.PrintableText;
import io.sonde.analyzer.unit.Unit;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/**
 * speedscope's own format (its file-format-schema.json): one profile for each tree, with its stacks
 * as samples, root first, and their weights in nanoseconds or bytes.
 */
public final class SpeedscopeProfiles {
  private static final String SCHEMA = "https://www.speedscope.app/file-format-schema.json";

  private final Map<String, Integer> frames = new LinkedHashMap<>();

  private SpeedscopeProfiles() {}

  /**
   * @param name of the whole, shown as its title
   */
  public static void write(List<CallTree> trees, String name, Appendable out) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JsonMapper.shared().createGenerator(text)) {
      new SpeedscopeProfiles().write(trees, name, json);
    }
    out.append(text.getBuffer()).append('\n');
  }

  private void write(List<CallTree> trees, String name, JsonGenerator json) {
    json.writeStartObject();
    json.writeStringProperty("$schema", SCHEMA);
    json.writeStringProperty("name", PrintableText.shortened(name));
    json.writeStringProperty("exporter", "sonde");
    json.writeArrayPropertyStart("profiles");
    trees.forEach(tree -> profile(tree, json));
    json.writeEndArray();
    json.writeObjectPropertyStart("shared");
    json.writeArrayPropertyStart("frames");
    for (String frame : frames.keySet()) {
      json.writeStartObject();
      json.writeStringProperty("name", frame);
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndObject();
  }

  private void profile(CallTree tree, JsonGenerator json) {
    List<int[]> stacks = new ArrayList<>();
    List<Long> weights = new ArrayList<>();
    // Depth first, so that calls of one caller stand side by side, as in a flame graph.
    IntArrayList open = IntArrayList.from(CallTree.ROOT);
    while (!open.isEmpty()) {
      int node = open.removeLast();
      long self = tree.self(node);
      if (self > 0) {
        stacks.add(stack(tree, node));
        weights.add(self);
      }
      for (int child = tree.firstChild(node);
          child != CallTree.NONE;
          child = tree.nextSibling(child)) {
        open.add(child);
      }
    }
    json.writeStartObject();
    json.writeStringProperty("type", "sampled");
    json.writeStringProperty("name", tree.kind().id());
    json.writeStringProperty("unit", unit(tree.unit()));
    json.writeNumberProperty("startValue", 0);
    json.writeNumberProperty("endValue", tree.totalWeight());
    json.writeArrayPropertyStart("samples");
    for (int[] stack : stacks) {
      json.writeArray(stack, 0, stack.length);
    }
    json.writeEndArray();
    json.writeArrayPropertyStart("weights");
    weights.forEach(json::writeNumber);
    json.writeEndArray();
    json.writeEndObject();
  }

  private static String unit(Unit unit) {
    return switch (unit) {
      case NANOSECONDS -> "nanoseconds";
      case BYTES -> "bytes";
      default -> "none";
    };
  }

  /** Frames of a node, root first; one of that name where there is no stack. */
  private int[] stack(CallTree tree, int node) {
    List<Integer> stack = new ArrayList<>();
    for (int at = node; at != CallTree.ROOT; at = tree.parent(at)) {
      stack.add(frame(tree.frame(at).displayName()));
    }
    if (stack.isEmpty()) {
      stack.add(frame(FlameData.UNKNOWN));
    }
    Collections.reverse(stack);
    return stack.stream().mapToInt(Integer::intValue).toArray();
  }

  private int frame(String name) {
    return frames.computeIfAbsent(PrintableText.of(name), added -> frames.size());
  }
}
