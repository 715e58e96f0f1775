package io.sonde.analyzer.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.model.SampleKind;
import io.sonde.analyzer.profile.CallTree;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** What pprof reads is what collapsed stacks say. */
class PprofProfileTest {
  @Test
  void eachKind_isAValueOfTheSamples() throws IOException {
    Recording recording = ReportSamples.shopRecording();
    CallTree cpu = ReportSamples.tree(recording, SampleKind.CPU);
    CallTree alloc = ReportSamples.tree(recording, SampleKind.ALLOC);
    Decoded profile = decode(List.of(cpu, alloc), recording, "shop.jfr");

    assertThat(profile.types()).containsExactly("cpu nanoseconds", "alloc bytes");
    assertThat(profile.stacks(0)).isEqualTo(new TreeMap<>(cpu.collapsed()));
    assertThat(profile.stacks(1)).isEqualTo(new TreeMap<>(alloc.collapsed()));
    assertThat(profile.number(9)).isEqualTo(recording.startNanos());
    assertThat(profile.number(10)).isEqualTo(recording.endNanos() - recording.startNanos());
    assertThat(profile.text(profile.number(13))).isEqualTo("Sonde: shop.jfr");
    assertThat(profile.text(profile.number(14))).isEqualTo("cpu");
    assertThat(profile.text(0)).isEmpty();
  }

  @Test
  void samplesWithoutAStack_areCalledUnknown() throws IOException {
    Recording recording = ReportSamples.mixedKinds();
    CallTree cpu = ReportSamples.tree(recording, SampleKind.CPU);

    assertThat(decode(List.of(cpu), recording, "a").stacks(0))
        .containsEntry("unknown", 14_000_000_000L);
  }

  private static Decoded decode(List<CallTree> trees, Recording recording, String title)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PprofProfile.write(trees, recording, title, out);
    byte[] raw = new GZIPInputStream(new ByteArrayInputStream(out.toByteArray())).readAllBytes();
    return new Decoded(fields(ByteString.copyFrom(raw)));
  }

  /** Values by number of the field: Long, or ByteString. */
  private static Map<Integer, List<Object>> fields(ByteString message) throws IOException {
    Map<Integer, List<Object>> fields = new HashMap<>();
    CodedInputStream in = message.newCodedInput();
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      Object value =
          WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_VARINT
              ? (Object) in.readInt64()
              : in.readBytes();
      fields
          .computeIfAbsent(WireFormat.getTagFieldNumber(tag), number -> new ArrayList<>())
          .add(value);
    }
    return fields;
  }

  private record Decoded(Map<Integer, List<Object>> fields) {
    private long number(int field) {
      return (Long) fields.get(field).get(0);
    }

    private String text(long number) {
      return ((ByteString) fields.get(6).get((int) number)).toStringUtf8();
    }

    private List<String> types() throws IOException {
      List<String> types = new ArrayList<>();
      for (Object type : fields.get(1)) {
        Map<Integer, List<Object>> each = PprofProfileTest.fields((ByteString) type);
        types.add(text((Long) each.get(1).get(0)) + " " + text((Long) each.get(2).get(0)));
      }
      return types;
    }

    /** Weights of one of the values by stack, root first, where they are not 0. */
    private Map<String, Long> stacks(int value) throws IOException {
      Map<Long, String> names = locations();
      Map<String, Long> stacks = new TreeMap<>();
      for (Object sample : fields.get(2)) {
        Map<Integer, List<Object>> each = PprofProfileTest.fields((ByteString) sample);
        assertThat(each.get(2)).hasSameSizeAs(fields.get(1));
        List<String> frames = new ArrayList<>();
        for (Object location : each.get(1)) {
          frames.add(names.get(location));
        }
        Collections.reverse(frames);
        long weight = (Long) each.get(2).get(value);
        if (weight != 0) {
          stacks.merge(String.join(";", frames), weight, Long::sum);
        }
      }
      return stacks;
    }

    private Map<Long, String> locations() throws IOException {
      Map<Long, String> functions = new HashMap<>();
      for (Object function : fields.get(5)) {
        Map<Integer, List<Object>> each = PprofProfileTest.fields((ByteString) function);
        functions.put((Long) each.get(1).get(0), text((Long) each.get(2).get(0)));
      }
      Map<Long, String> names = new HashMap<>();
      for (Object location : fields.get(4)) {
        Map<Integer, List<Object>> each = PprofProfileTest.fields((ByteString) location);
        Map<Integer, List<Object>> line = PprofProfileTest.fields((ByteString) each.get(4).get(0));
        names.put((Long) each.get(1).get(0), functions.get((Long) line.get(1).get(0)));
      }
      return names;
    }
  }
}
