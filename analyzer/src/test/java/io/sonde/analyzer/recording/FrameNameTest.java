package io.sonde.analyzer.recording;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.analyzer.model.Frame;
import io.sonde.analyzer.model.FrameKind;
import org.junit.jupiter.api.Test;

class FrameNameTest {
  /** async-profiler 4.6 gives the library as class and a descriptor without meaning. */
  @Test
  void machineCode_isNativeAndHasNoClass() {
    Frame frame = FrameName.of("libc.so.6", "__GI___libc_malloc", "()L;").frame(0, "Native");
    assertThat(frame).isEqualTo(new Frame("", "__GI___libc_malloc", 0, FrameKind.NATIVE));
    assertThat(FrameName.of("[vdso]", "__vdso_clock_gettime", "(Lk;)L;").frame(0, "Native").kind())
        .isEqualTo(FrameKind.NATIVE);
    assertThat(FrameName.of("", "read", "").frame(0, "Native").kind()).isEqualTo(FrameKind.NATIVE);
  }

  /** JFR calls those native, too. */
  @Test
  void javaMethodThatIsDeclaredNative_keepsItsClass() {
    Frame frame = FrameName.of("java.util.zip.Inflater", "init", "(Z)J").frame(-2, "Native");
    assertThat(frame).isEqualTo(new Frame("java.util.zip.Inflater", "init", 0, FrameKind.UNKNOWN));
    assertThat(
            FrameName.of("java.lang.Object", "clone", "()Ljava/lang/Object;")
                .frame(0, "Native")
                .className())
        .isEqualTo("java.lang.Object");
  }
}
