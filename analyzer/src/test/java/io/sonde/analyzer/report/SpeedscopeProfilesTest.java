package io.sonde.analyzer.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.model.SampleKind;
import io.sonde.analyzer.profile.CallTree;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What speedscope reads is what collapsed stacks say. */
class SpeedscopeProfilesTest {
  @Test
  void eachKind_isAProfileOfItsStacks() throws IOException {
    Recording recording = ReportSamples.shopRecording();
    CallTree cpu = ReportSamples.tree(recording, SampleKind.CPU);
    CallTree alloc = ReportSamples.tree(recording, SampleKind.ALLOC);
    JsonNode file = file(List.of(cpu, alloc), "shop.jfr");

    assertThat(file.get("$schema").asString()).endsWith("file-format-schema.json");
    assertThat(file.get("name").asString()).isEqualTo("shop.jfr");
    assertThat(file.get("profiles")).hasSize(2);
    assertThat(file.get("profiles").get(0).get("unit").asString()).isEqualTo("nanoseconds");
    assertThat(file.get("profiles").get(1).get("unit").asString()).isEqualTo("bytes");
    assertThat(stacks(file, 0)).isEqualTo(new TreeMap<>(cpu.collapsed()));
    assertThat(stacks(file, 1)).isEqualTo(new TreeMap<>(alloc.collapsed()));
    assertThat(file.get("profiles").get(0).get("endValue").longValue())
        .isEqualTo(cpu.totalWeight());
  }

  @Test
  void samplesWithoutAStack_areCalledUnknown() throws IOException {
    CallTree cpu = ReportSamples.tree(ReportSamples.mixedKinds(), SampleKind.CPU);

    assertThat(stacks(file(List.of(cpu), "a"), 0)).containsEntry("unknown", 14_000_000_000L);
  }

  private static JsonNode file(List<CallTree> trees, String name) throws IOException {
    StringBuilder text = new StringBuilder();
    SpeedscopeProfiles.write(trees, name, text);
    return JsonMapper.shared().readTree(text.toString());
  }

  private static Map<String, Long> stacks(JsonNode file, int number) {
    JsonNode profile = file.get("profiles").get(number);
    JsonNode frames = file.get("shared").get("frames");
    Map<String, Long> stacks = new TreeMap<>();
    assertThat(profile.get("samples")).hasSameSizeAs(profile.get("weights"));
    for (int i = 0; i < profile.get("samples").size(); i++) {
      List<String> names = new ArrayList<>();
      for (JsonNode frame : profile.get("samples").get(i)) {
        names.add(frames.get(frame.intValue()).get("name").asString());
      }
      stacks.merge(String.join(";", names), profile.get("weights").get(i).longValue(), Long::sum);
    }
    return stacks;
  }
}
