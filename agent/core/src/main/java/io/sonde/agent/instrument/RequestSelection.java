package io.sonde.agent.instrument;

import io.sonde.agent.config.RequestConfig;
import java.util.List;

/** Which classes and methods requests come in by. */
final class RequestSelection {
  private final boolean enabled;
  private final MethodSelection entries;

  RequestSelection(RequestConfig config) {
    this.enabled = config.enabled();
    this.entries = new MethodSelection(enabled ? config.entry() : List.of(), List.of());
  }

  boolean isEmpty() {
    return !enabled;
  }

  /** Methods that libraries hand requests to. */
  List<LibraryMethod> libraryMethods(String className) {
    return enabled ? Libraries.of(className) : List.of();
  }

  /** Whether a class may be of a JDBC driver or a pool. */
  boolean mayBeJdbc(String className, byte[] classFile) {
    return enabled && JdbcClasses.mayBe(className, classFile);
  }

  /** The same by the name alone, which says yes more often. */
  boolean mayBeJdbc(String className) {
    return enabled && JdbcClasses.mayBe(className);
  }

  /** Whether a class may hold what schedulers and brokers' clients call. */
  boolean mayBeEntry(String className, byte[] classFile) {
    return enabled && EntryClasses.mayBe(className, classFile);
  }

  /** The same of a class that is loaded. */
  boolean mayBeEntry(Class<?> loaded) {
    return enabled && EntryClasses.mayBe(loaded);
  }

  /** Methods that the user named. */
  MethodSelection entries() {
    return entries;
  }
}
