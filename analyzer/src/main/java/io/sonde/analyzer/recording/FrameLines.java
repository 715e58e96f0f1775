package io.sonde.analyzer.recording;

import io.sonde.analyzer.model.Frame;
import io.sonde.analyzer.model.FrameKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Stack traces written as text. Equal texts become one list: the same thread comes again. */
final class FrameLines {
  /** Texts that are kept for that. */
  private static final int MOST = 1_000;

  private static final Pattern HIDDEN = Pattern.compile("/(0x[0-9a-fA-F]+|\\d+)\\.[^./]+$");

  private final Map<String, List<Frame>> known = new HashMap<>();

  /**
   * @param lines {@code com.shop.Cart.total:12}, or {@code com.shop.Cart.total(Cart.java:12)}, a
   *     module in front of either the class or the file
   */
  List<Frame> frames(String lines) {
    List<Frame> frames = known.get(lines);
    if (frames == null) {
      frames = read(lines);
      if (known.size() < MOST) {
        known.put(lines, frames);
      }
    }
    return frames;
  }

  private static List<Frame> read(String lines) {
    List<Frame> frames = new ArrayList<>();
    for (String each : lines.split("\n")) {
      String line = each.strip();
      int file = line.indexOf('(');
      int colon = line.lastIndexOf(':');
      String name =
          file >= 0 ? line.substring(0, file) : colon < 0 ? line : line.substring(0, colon);
      String withoutModule = withoutModule(name);
      int dot = withoutModule.lastIndexOf('.');
      if (dot > 0) {
        frames.add(
            new Frame(
                StableNames.ofClass(withoutModule.substring(0, dot)),
                withoutModule.substring(dot + 1),
                number(colon < 0 ? "" : line.substring(colon + 1)),
                FrameKind.UNKNOWN));
      }
    }
    return List.copyOf(frames);
  }

  /** Behind the last slash of a hidden class stands its address, or its number. */
  private static String withoutModule(String name) {
    int slash = name.lastIndexOf('/');
    boolean hidden = HIDDEN.matcher(name).find();
    return name.substring((hidden ? name.lastIndexOf('/', slash - 1) : slash) + 1);
  }

  private static int number(String text) {
    String digits = text.replaceAll("\\)$", "");
    return digits.matches("\\d{1,9}") ? Integer.parseInt(digits) : 0;
  }
}
