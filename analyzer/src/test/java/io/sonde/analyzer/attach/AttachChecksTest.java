package io.sonde.analyzer.attach;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** HotSpot takes the last of several settings of one switch. */
class AttachChecksTest {
  private static final String FLAG = "EnableDynamicAgentLoading";

  @Test
  void nobodySetsIt_itIsAsTheJdkHasIt() {
    assertThat(AttachChecks.isOn(List.of("-Xmx1g"), List.of("HOME=/"), FLAG, true)).isTrue();
    assertThat(AttachChecks.isOn(List.of(), List.of(), FLAG, false)).isFalse();
  }

  @Test
  void commandLine_overridesJavaToolOptions() {
    assertThat(
            AttachChecks.isOn(
                List.of("-XX:+" + FLAG),
                List.of("JAVA_TOOL_OPTIONS=-Xmx1g -XX:-" + FLAG),
                FLAG,
                true))
        .isTrue();
  }

  @Test
  void underscoreJavaOptions_overrideTheCommandLine() {
    assertThat(
            AttachChecks.isOn(
                List.of("-XX:+" + FLAG), List.of("_JAVA_OPTIONS=-XX:-" + FLAG), FLAG, true))
        .isFalse();
  }

  @Test
  void lastOnTheCommandLine_counts() {
    List<String> both = List.of("-XX:-" + FLAG, "-XX:+" + FLAG);
    assertThat(AttachChecks.isOn(both, List.of(), FLAG, false)).isTrue();
  }
}
