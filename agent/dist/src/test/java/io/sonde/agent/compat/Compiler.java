package io.sonde.agent.compat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Compiles the fixtures of src/test/fixtures, so that they are no part of the test's class path.
 */
final class Compiler {
  private Compiler() {}

  static Path compile(String fixture, Path target, String... options) throws IOException {
    Path source = Path.of("src/test/fixtures").resolve(fixture);
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    List<String> arguments = new ArrayList<>(List.of(options));
    arguments.addAll(List.of("--release", "17", "-d", target.toString()));
    StringWriter messages = new StringWriter();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
        Stream<Path> tree = Files.walk(source)) {
      Path[] sources = tree.filter(file -> file.toString().endsWith(".java")).toArray(Path[]::new);
      if (!compiler
          .getTask(messages, files, null, arguments, null, files.getJavaFileObjects(sources))
          .call()) {
        throw new IllegalStateException(fixture + " does not compile: " + messages);
      }
    }
    return target;
  }
}
