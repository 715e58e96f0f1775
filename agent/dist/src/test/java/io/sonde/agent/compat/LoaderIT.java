package io.sonde.agent.compat;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.agent.testing.Compiler;
import io.sonde.agent.testing.JvmProcess;
import io.sonde.agent.testing.WrittenRecording;
import io.sonde.events.EventNames;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Applications on the module path and behind child-first class loaders. */
class LoaderIT {
  @TempDir Path directory;

  static Stream<Path> javaHomes() {
    return JvmProcess.javaHomes();
  }

  @ParameterizedTest
  @MethodSource("javaHomes")
  void modulePath_answersAsWithoutAgent_andIsTimed(Path javaHome) throws Exception {
    Path modules = directory.resolve("modules");
    Compiler.compile("module/acme.shop", modules.resolve("acme.shop"));
    List<String> program = List.of("-p", modules.toString(), "-m", "acme.shop/com.acme.shop.Main");

    WrittenRecording recording = assertSameAnswer(javaHome, program, "com.acme.shop.**");
    recording.assertClean();

    assertThat(recording.calls("com.acme.shop.Basket", "total")).isEqualTo(1000);
    assertThat(recording.calls("com.acme.shop.Basket", "<init>")).isEqualTo(1000);
    assertThat(recording.calls("com.acme.shop.Main", "main")).isEqualTo(1);
  }

  @ParameterizedTest
  @MethodSource("javaHomes")
  void childFirstLoaders_answerAsWithoutAgent_andAreTimed(Path javaHome) throws Exception {
    Path launcher = Compiler.compile("childfirst/launcher", directory.resolve("launcher"));
    Path service = Compiler.compile("childfirst/service", directory.resolve("service"));
    List<String> program =
        List.of("-cp", launcher.toString(), "com.acme.launcher.Launcher", service.toString());

    WrittenRecording recording = assertSameAnswer(javaHome, program, "com.acme.service.**");
    recording.assertClean();

    assertThat(recording.calls("com.acme.service.Service", "applyAsInt")).isEqualTo(1000);
    assertThat(recording.calls("com.acme.service.Service", "twice")).isEqualTo(1000);
  }

  @ParameterizedTest
  @MethodSource("javaHomes")
  void manyLoadersAtOnce_annotatedMethodTimed_hiddenClassReported(Path javaHome) throws Exception {
    Path classes = Compiler.compile("loading", directory.resolve("loading"));
    List<String> program =
        List.of("-cp", classes.toString(), "com.acme.loading.Many", classes.toString());

    WrittenRecording recording = assertSameAnswer(javaHome, program, "@com.acme.loading.Timed");

    String unit = "com.acme.loading.Unit";
    assertThat(recording.calls(unit, "getAsInt")).isEqualTo(400);
    assertThat(recording.calls(unit, "untimed")).isZero();
    assertThat(recording.ofType(EventNames.TRANSFORM_FAILURE))
        .singleElement()
        .satisfies(
            failure -> {
              assertThat(failure.getString("className")).isEqualTo(unit);
              assertThat(failure.getString("reason")).contains("does not delegate");
            });
    recording.assertNothingSuppressed();
    assertThat(Files.readString(directory.resolve("err.txt")))
        .contains("could not time the methods of " + unit);
  }

  private WrittenRecording assertSameAnswer(Path javaHome, List<String> program, String include)
      throws Exception {
    String expected = run(javaHome, program);
    Path file = directory.resolve("with-agent.jfr");
    List<String> withAgent = new ArrayList<>();
    withAgent.add(
        "-javaagent:"
            + System.getProperty("sonde.agent.jar")
            + "=file="
            + file
            + ",include="
            + include);
    withAgent.addAll(program);

    assertThat(run(javaHome, withAgent)).isEqualTo(expected);
    assertThat(Files.exists(file)).isTrue();
    return WrittenRecording.read(file);
  }

  private String run(Path javaHome, List<String> arguments) throws Exception {
    try (JvmProcess jvm = JvmProcess.start(javaHome, directory, arguments)) {
      assertThat(jvm.awaitExit()).as(jvm.stderr()).isZero();
      return jvm.stdout();
    }
  }
}
