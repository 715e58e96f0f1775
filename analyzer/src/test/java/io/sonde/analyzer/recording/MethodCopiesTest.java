package io.sonde.analyzer.recording;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.analyzer.model.StackTable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import jdk.jfr.Recording;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One class that many loaders have defined, in a recording of this JVM. */
class MethodCopiesTest {
  @TempDir private Path folder;

  /** Each loader's own. */
  public static final class Template implements Runnable {
    @Override
    public void run() {
      new IllegalStateException();
    }
  }

  private static final class TemplateLoader extends ClassLoader {
    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      return name.equals(Template.class.getName()) ? define(name) : super.loadClass(name, resolve);
    }

    private Class<?> define(String name) throws ClassNotFoundException {
      String file = "/" + name.replace('.', '/') + ".class";
      try (InputStream code = MethodCopiesTest.class.getResourceAsStream(file)) {
        byte[] bytes = code.readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException problem) {
        throw new ClassNotFoundException(name, problem);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 8})
  void manyCopiesOfAClass_areMarked_byBothReaders(int loaders) throws Exception {
    Path file = folder.resolve("copies.jfr");
    try (Recording recording = new Recording()) {
      recording.enable("jdk.JavaExceptionThrow").withStackTrace();
      recording.start();
      for (int i = 0; i < loaders; i++) {
        Class<?> template = Class.forName(Template.class.getName(), true, new TemplateLoader());
        ((Runnable) template.getConstructor().newInstance()).run();
        overloaded(1);
        overloaded(1L);
        overloaded(1f);
        overloaded(1d);
      }
      recording.dump(file);
    }
    for (RecordingReader reader : List.of(new JdkRecordingReader(), new SondeRecordingReader())) {
      Set<String> expected = loaders < 4 ? Set.of() : Set.of(Template.class.getName() + ".run");
      assertThat(copied(reader.read(List.of(file), ReadingProgress.NONE).stacks()))
          .as(reader.getClass().getSimpleName())
          .isEqualTo(expected);
    }
  }

  private static void overloaded(int number) {
    new IllegalStateException();
  }

  private static void overloaded(long number) {
    new IllegalStateException();
  }

  private static void overloaded(float number) {
    new IllegalStateException();
  }

  private static void overloaded(double number) {
    new IllegalStateException();
  }

  private static Set<String> copied(StackTable stacks) {
    return IntStream.range(0, stacks.methodCount())
        .filter(stacks::isCopied)
        .mapToObj(method -> stacks.frameOfMethod(method).displayName())
        .collect(Collectors.toSet());
  }
}
