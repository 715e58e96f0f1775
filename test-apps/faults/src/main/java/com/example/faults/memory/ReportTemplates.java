package com.example.faults.memory;

import com.example.faults.Deadline;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Compiles templates, each with a class loader of its own, and keeps them; the key that it keeps
 * them by differs each time.
 */
public final class ReportTemplates {
  private static final int CUSTOMERS = 900;
  private static final int CUSTOMER_BYTES = 80_000;
  private static final int RENDERING_BYTES = 400_000;
  private static final String TEMPLATE = "com.example.faults.memory.InvoiceTemplate";

  private final Map<String, Supplier<String>> compiled = new HashMap<>();
  private final List<byte[]> customers = new ArrayList<>();
  private long requests;
  private long written;

  private ReportTemplates() {
    for (int i = 0; i < CUSTOMERS; i++) {
      customers.add(new byte[CUSTOMER_BYTES]);
    }
  }

  public static void broken(Deadline deadline) throws InterruptedException {
    ReportTemplates templates = new ReportTemplates();
    while (!deadline.isOver()) {
      templates.print("invoice-" + templates.requests++);
      deadline.pause(Duration.ofMillis(100));
    }
  }

  public static void fixed(Deadline deadline) throws InterruptedException {
    ReportTemplates templates = new ReportTemplates();
    while (!deadline.isOver()) {
      templates.print("invoice-" + templates.requests++ % 10);
      deadline.pause(Duration.ofMillis(100));
    }
  }

  private void print(String key) {
    String text = compiled.computeIfAbsent(key, added -> compile()).get();
    for (int page = 0; page < 3; page++) {
      written += new byte[RENDERING_BYTES].length + text.length();
    }
  }

  private static Supplier<String> compile() {
    try {
      Class<?> template = new TemplateLoader().loadClass(TEMPLATE);
      var constructor = template.getDeclaredConstructor();
      constructor.setAccessible(true);
      Object instance = constructor.newInstance();
      return () -> ((Supplier<?>) instance).get().toString();
    } catch (ReflectiveOperationException problem) {
      throw new IllegalStateException(problem);
    }
  }

  /** Sees the JDK and templates only. */
  private static final class TemplateLoader extends ClassLoader {
    private TemplateLoader() {
      super(ClassLoader.getPlatformClassLoader());
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      String file = name.replace('.', '/') + ".class";
      try (InputStream code = ReportTemplates.class.getClassLoader().getResourceAsStream(file)) {
        if (code == null) {
          throw new ClassNotFoundException(name);
        }
        byte[] bytes = code.readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException problem) {
        throw new ClassNotFoundException(name, problem);
      }
    }
  }
}
