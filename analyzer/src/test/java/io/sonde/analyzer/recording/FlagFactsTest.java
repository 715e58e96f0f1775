package io.sonde.analyzer.recording;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.VMOption;
import io.sonde.analyzer.model.JvmFlag;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FlagFactsTest {
  private static final HotSpotDiagnosticMXBean BEAN =
      ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);

  /** May be set while the JVM runs, and harms nobody for a moment. */
  private static final String MANAGEABLE = "PrintConcurrentLocks";

  @TempDir Path folder;

  @Test
  void flags_areThoseTheJvmItselfTells() throws Exception {
    List<JvmFlag> flags = read(true, () -> {});
    Map<String, VMOption> known =
        BEAN.getDiagnosticOptions().stream()
            .collect(Collectors.toMap(VMOption::getName, Function.identity()));
    known.values().removeIf(option -> option.getOrigin() == VMOption.Origin.DEFAULT);
    assertThat(known).isNotEmpty();
    assertThat(flags)
        .extracting(JvmFlag::name)
        .isSorted()
        .containsAll(known.keySet())
        .contains("MaxHeapSize");
    for (JvmFlag flag : flags) {
      VMOption option = BEAN.getVMOption(flag.name());
      assertThat(flag.value()).as(flag.name()).isEqualTo(option.getValue());
      assertThat(flag.origin()).as(flag.name()).isNotEqualTo("Default");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void flag_setWhileRecording_isThere(boolean listed) throws Exception {
    boolean before = Boolean.parseBoolean(BEAN.getVMOption(MANAGEABLE).getValue());
    try {
      List<JvmFlag> flags = read(listed, () -> BEAN.setVMOption(MANAGEABLE, "" + !before));
      assertThat(flags).contains(new JvmFlag(MANAGEABLE, "" + !before, "Management"));
    } finally {
      BEAN.setVMOption(MANAGEABLE, "" + before);
    }
  }

  private List<JvmFlag> read(boolean listed, Runnable meanwhile) throws Exception {
    Path file = folder.resolve("flags.jfr");
    try (jdk.jfr.Recording recording = new jdk.jfr.Recording()) {
      recording.enable("jdk.JVMInformation");
      for (String type :
          List.of("Boolean", "Int", "UnsignedInt", "Long", "UnsignedLong", "Double", "String")) {
        if (listed) {
          recording.enable("jdk." + type + "Flag").with("period", "beginChunk");
        }
        recording.enable("jdk." + type + "FlagChanged");
      }
      recording.start();
      meanwhile.run();
      recording.stop();
      recording.dump(file);
    }
    return new SondeRecordingReader().read(List.of(file), ReadingProgress.NONE).jvm().flags();
  }
}
