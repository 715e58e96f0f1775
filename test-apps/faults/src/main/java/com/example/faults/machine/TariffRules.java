package com.example.faults.machine;

import com.example.faults.Deadline;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongUnaryOperator;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Compiles each tariff's formula into a class, with a code cache that was made small long ago. */
public final class TariffRules {
  private static final int TARIFFS = 150;
  private static final int CALLS = 30_000;

  private TariffRules() {}

  public static void broken(Deadline deadline) throws Exception {
    run(deadline, TARIFFS);
  }

  /** The few formulas that there are, each with the tariff's numbers as arguments. */
  public static void fixed(Deadline deadline) throws Exception {
    run(deadline, 0);
  }

  private static void run(Deadline deadline, int tariffs) throws Exception {
    List<LongUnaryOperator> formulas = new ArrayList<>();
    formulas.add(amount -> amount * 19 / 100);
    if (tariffs > 0) {
      formulas.addAll(compiled(tariffs));
    }
    long sum = 0;
    while (!deadline.isOver()) {
      for (LongUnaryOperator formula : formulas) {
        for (int i = 0; i < CALLS && !deadline.isOver(); i++) {
          sum += formula.applyAsLong(i);
        }
      }
      deadline.pause(Duration.ofMillis(20));
    }
    System.out.println("charged " + sum);
  }

  private static List<LongUnaryOperator> compiled(int tariffs)
      throws IOException, ReflectiveOperationException {
    Path classes = Files.createTempDirectory("tariffs");
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    List<JavaFileObject> sources = new ArrayList<>();
    for (int i = 0; i < tariffs; i++) {
      sources.add(new Source("Tariff" + i, source(i)));
    }
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      List<String> options = List.of("-d", classes.toString(), "-proc:none");
      if (!compiler.getTask(null, files, null, options, null, sources).call()) {
        throw new IOException("the tariffs do not compile");
      }
    }
    List<LongUnaryOperator> formulas = new ArrayList<>();
    try (URLClassLoader loader = new URLClassLoader(new URL[] {classes.toUri().toURL()})) {
      for (int i = 0; i < tariffs; i++) {
        formulas.add(formula(loader.loadClass("Tariff" + i)));
      }
    } finally {
      delete(classes);
    }
    return formulas;
  }

  private static LongUnaryOperator formula(Class<?> type) throws ReflectiveOperationException {
    try {
      return (LongUnaryOperator) type.getDeclaredConstructor().newInstance();
    } catch (InvocationTargetException failed) {
      throw new ReflectiveOperationException(failed.getCause());
    }
  }

  private static void delete(Path directory) throws IOException {
    try (var files = Files.list(directory)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(directory);
  }

  /** A formula of some bands, as a table of tariffs has them. */
  private static String source(int tariff) {
    StringBuilder text =
        new StringBuilder("public class Tariff" + tariff)
            .append(" implements java.util.function.LongUnaryOperator {\n")
            .append("  public long applyAsLong(long amount) {\n    long fee = ")
            .append(tariff)
            .append(";\n");
    for (int band = 1; band <= 40; band++) {
      text.append("    if (amount % ")
          .append(band + 1)
          .append(" < ")
          .append(band)
          .append(") { fee += amount * ")
          .append(band + tariff)
          .append(" / ")
          .append(1 + band * 7)
          .append("; } else { fee ^= amount + ")
          .append(band)
          .append("; }\n");
    }
    return text.append("    return fee;\n  }\n}\n").toString();
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    private Source(String className, String text) {
      super(URI.create("string:///" + className + ".java"), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
