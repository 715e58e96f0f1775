package io.sonde.analyzer.report;

import com.google.protobuf.CodedOutputStream;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.profile.CallTree;
import io.sonde.analyzer.report.html.FlameData;
import io.sonde.analyzer.unit.PrintableText;
import io.sonde.analyzer.unit.Unit;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/**
 * pprof's format, a gzip-compressed protocol buffer (profile.proto of github.com/google/pprof): one
 * profile whose samples have a value for each tree, in nanoseconds or bytes, and their stack, top
 * frame first. Frames have names only, for trees merge by method.
 */
public final class PprofProfile {
  private final CodedOutputStream out;
  private final List<CallTree> trees;

  /** Numbers from 0; what no text has is the first. */
  private final Map<String, Integer> texts = new LinkedHashMap<>(Map.of("", 0));

  /** Functions by name, from 1; each has one location, of the same number. */
  private final Map<String, Integer> functions = new LinkedHashMap<>();

  private PprofProfile(List<CallTree> trees, CodedOutputStream out) {
    this.trees = trees;
    this.out = out;
  }

  /**
   * @param title written as a comment, which {@code pprof -comments} shows
   */
  public static void write(List<CallTree> trees, Recording recording, String title, OutputStream to)
      throws IOException {
    GZIPOutputStream compressed = new GZIPOutputStream(to);
    CodedOutputStream out = CodedOutputStream.newInstance(compressed);
    new PprofProfile(trees, out).write(recording, title);
    out.flush();
    compressed.finish();
  }

  private void write(Recording recording, String title) throws IOException {
    for (CallTree tree : trees) {
      message(Field.SAMPLE_TYPE, type -> valueType(tree, type));
    }
    for (int tree = 0; tree < trees.size(); tree++) {
      samples(tree);
    }
    for (Map.Entry<String, Integer> function : functions.entrySet()) {
      int number = function.getValue();
      message(Field.LOCATION, location -> location(number, location));
      int name = text(function.getKey());
      message(Field.FUNCTION, each -> function(number, name, each));
    }
    out.writeInt64(Field.TIME_NANOS, recording.startNanos());
    out.writeInt64(Field.DURATION_NANOS, recording.endNanos() - recording.startNanos());
    out.writeInt64(Field.COMMENT, text("Sonde: " + PrintableText.shortened(title)));
    out.writeInt64(Field.DEFAULT_SAMPLE_TYPE, text(trees.get(0).kind().id()));
    for (String text : texts.keySet()) {
      out.writeString(Field.STRING_TABLE, text);
    }
  }

  private void valueType(CallTree tree, CodedOutputStream type) throws IOException {
    type.writeInt64(1, text(tree.kind().id()));
    type.writeInt64(2, text(unit(tree.unit())));
  }

  private static String unit(Unit unit) {
    return switch (unit) {
      case NANOSECONDS -> "nanoseconds";
      case BYTES -> "bytes";
      default -> "count";
    };
  }

  private void samples(int number) throws IOException {
    CallTree tree = trees.get(number);
    for (int node = CallTree.ROOT; node < tree.size(); node++) {
      long self = tree.self(node);
      if (self > 0) {
        int leaf = node;
        message(Field.SAMPLE, sample -> sample(tree, leaf, number, sample));
      }
    }
  }

  private void sample(CallTree tree, int leaf, int number, CodedOutputStream sample)
      throws IOException {
    if (leaf == CallTree.ROOT) {
      sample.writeUInt64(1, location(FlameData.UNKNOWN));
    }
    for (int at = leaf; at != CallTree.ROOT; at = tree.parent(at)) {
      sample.writeUInt64(1, location(tree.frame(at).displayName()));
    }
    for (int each = 0; each < trees.size(); each++) {
      sample.writeInt64(2, each == number ? tree.self(leaf) : 0);
    }
  }

  private int location(String frame) {
    return functions.computeIfAbsent(PrintableText.of(frame), added -> functions.size() + 1);
  }

  private static void location(int number, CodedOutputStream location) throws IOException {
    location.writeUInt64(1, number);
    nested(location, 4, line -> line.writeUInt64(1, number));
  }

  private static void function(int number, int name, CodedOutputStream function)
      throws IOException {
    function.writeUInt64(1, number);
    function.writeInt64(2, name);
    function.writeInt64(3, name);
  }

  private int text(String text) {
    return texts.computeIfAbsent(text, added -> texts.size());
  }

  private void message(int field, Message message) throws IOException {
    nested(out, field, message);
  }

  private static void nested(CodedOutputStream out, int field, Message message) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream inner = CodedOutputStream.newInstance(bytes);
    message.write(inner);
    inner.flush();
    out.writeByteArray(field, bytes.toByteArray());
  }

  /** A message within another, which begins with its length. */
  private interface Message {
    void write(CodedOutputStream out) throws IOException;
  }

  /** Numbers of a profile's fields. */
  private static final class Field {
    private static final int SAMPLE_TYPE = 1;
    private static final int SAMPLE = 2;
    private static final int LOCATION = 4;
    private static final int FUNCTION = 5;
    private static final int STRING_TABLE = 6;
    private static final int TIME_NANOS = 9;
    private static final int DURATION_NANOS = 10;
    private static final int COMMENT = 13;
    private static final int DEFAULT_SAMPLE_TYPE = 14;
  }
}
