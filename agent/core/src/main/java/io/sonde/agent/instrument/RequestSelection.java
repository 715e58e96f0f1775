package io.sonde.agent.instrument;

import io.sonde.agent.config.RequestConfig;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which classes and methods requests come in by. */
final class RequestSelection {
  private final boolean enabled;

  /** Requests, statements and calls are told by OpenTelemetry's agent. */
  private final boolean foreign;

  private final MethodSelection entries;

  /** Null as long as executors and threads are left alone. */
  private volatile @Nullable TaskMethods tasks;

  RequestSelection(RequestConfig config) {
    this(config, false);
  }

  /**
   * @param foreign whether OpenTelemetry's agent has the probes: what it does not see remains,
   *     which is waits for connections and what {@code entry} names
   */
  RequestSelection(RequestConfig config, boolean foreign) {
    this.enabled = config.enabled();
    this.foreign = foreign;
    this.entries = new MethodSelection(enabled ? config.entry() : List.of(), List.of());
  }

  boolean isEmpty() {
    return !enabled;
  }

  /** Methods that libraries hand requests to, and those that hand work for them on. */
  List<LibraryMethod> libraryMethods(String className) {
    if (!enabled) {
      return List.of();
    }
    TaskMethods carried = tasks;
    List<LibraryMethod> own = foreign ? List.of() : Libraries.of(className);
    List<LibraryMethod> handing = carried == null ? List.of() : carried.of(className);
    if (own.isEmpty() || handing.isEmpty()) {
      return own.isEmpty() ? handing : own;
    }
    List<LibraryMethod> both = new ArrayList<>(own);
    both.addAll(handing);
    return both;
  }

  /** Whether requests come in by a class. */
  boolean bringsRequests(String className, byte[] classFile) {
    return enabled
        && (entries.mayMatch(className, classFile)
            || !foreign
                && (Libraries.bringsRequests(className)
                    || EntryClasses.mayBe(className, classFile)));
  }

  /** From now on executors and threads get advice, too. */
  void carryTasks() {
    TaskMethods methods = new TaskMethods();
    methods.load();
    tasks = methods;
  }

  /** Whether a class is of the executors and threads that get advice. */
  boolean carriesTasks(String className) {
    TaskMethods carried = tasks;
    return carried != null && !carried.of(className).isEmpty();
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
    return enabled && !foreign && EntryClasses.mayBe(className, classFile);
  }

  /** The same of a class that is loaded. */
  boolean mayBeEntry(Class<?> loaded) {
    return enabled && !foreign && EntryClasses.mayBe(loaded);
  }

  /** Whether statements are told by OpenTelemetry's agent. */
  boolean leavesStatements() {
    return foreign;
  }

  /** Methods that the user named. */
  MethodSelection entries() {
    return entries;
  }
}
