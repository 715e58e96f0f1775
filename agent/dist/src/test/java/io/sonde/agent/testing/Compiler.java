package io.sonde.agent.testing;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Compiles the fixtures of src/test/fixtures, so that they are no part of the test's class path.
 */
public final class Compiler {
  private Compiler() {}

  public static Path compile(String fixture, Path target, String... options) throws IOException {
    return compile(List.of(fixture), UnaryOperator.identity(), target, options);
  }

  /**
   * @param change what to make of each source before it is compiled
   */
  public static Path compile(
      List<String> fixtures, UnaryOperator<String> change, Path target, String... options)
      throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    List<String> arguments = new ArrayList<>(List.of(options));
    arguments.addAll(List.of("--release", "17", "-d", target.toString()));
    StringWriter messages = new StringWriter();
    List<Source> sources = new ArrayList<>();
    for (String fixture : fixtures) {
      try (Stream<Path> tree = Files.walk(Path.of("src/test/fixtures").resolve(fixture))) {
        for (Path file : tree.filter(each -> each.toString().endsWith(".java")).toList()) {
          sources.add(new Source(file, change.apply(Files.readString(file))));
        }
      }
    }
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      if (!compiler.getTask(messages, files, null, arguments, null, sources).call()) {
        throw new IllegalStateException(fixtures + " does not compile: " + messages);
      }
    }
    return target;
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    private Source(Path file, String text) {
      super(file.toUri(), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
