package io.sonde.bootstrap;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.instrument.Instrumentation;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.jar.JarFile;
import jdk.internal.misc.Unsafe;

/**
 * Puts the bootstrap classes into the boot loader. Appending the jar to the boot path would switch
 * class-data sharing off for the application and print a warning; defining the few classes through
 * the internal Unsafe does neither. Where that is refused, the boot path is the fallback.
 */
final class BootClasses {
  private static final String PACKAGE = "io.sonde.bootstrap.";

  /** Superclasses before their subclasses. A test compares this list with the package. */
  static final List<String> NAMES =
      List.of(
          "AgentLink$Attached",
          "AgentLink$Entry",
          "AgentLink",
          "AgentLog",
          "IsolatedLoader",
          "RequestWork",
          "ActiveRequest",
          "AgentStateEvent",
          "AnyHeader",
          "AsyncEnd",
          "ClockAnchorEvent",
          "ConnectionAcquireEvent",
          "WeakIdentity",
          "WeakIdentity$Lookup",
          "ConnectionHold",
          "ConnectionHoldEvent",
          "ConnectionHolderEvent",
          "ConnectionHolds",
          "HoldSampling",
          "DatabaseCall",
          "DatabaseSystems",
          "DeadlockEvent",
          "EnqueuedCalls",
          "EntryNames",
          "HttpCall",
          "HttpCallEvent",
          "HttpCallerEvent",
          "HttpClientEnd",
          "ExecutorStateEvent",
          "ExecutorsSeen",
          "ForeignSpan",
          "FreshStatements",
          "FetchedRows$Cursor",
          "FetchedRows",
          "GovernorStepEvent",
          "JaxRsTemplates",
          "LatencyBuckets",
          "LiveSpan",
          "LiveHttpCall",
          "LiveRequest",
          "LiveSignals$Receiver",
          "LiveSignals",
          "LiveStatement",
          "LiveTask",
          "MethodCell",
          "MethodProbe",
          "MethodTable$CountedAs",
          "MethodTable$TimedMethod",
          "MethodTable",
          "MethodTimingEvent",
          "MethodTotals",
          "NamePattern",
          "NestedTotals",
          "Objective",
          "ObjectiveEvent",
          "Objectives",
          "OpenTelemetryLink",
          "PastStart",
          "PathClusters",
          "PendingTasks$Entry",
          "PendingTasks$Stripe",
          "PendingTasks",
          "Pool",
          "PoolNames",
          "PoolStateEvent",
          "Pools",
          "ProbeCostEvent",
          "ProbeErrors",
          "ProbeRehearsal",
          "RequestDetails",
          "RequestEvent",
          "RequestSpans",
          "RequestStretch",
          "Requests",
          "RouteCell",
          "RouteTimingEvent",
          "RouteTotals",
          "Routes",
          "RunQueue",
          "SecondBudget",
          "SessionEvent",
          "SharedBuckets",
          "SharedCell",
          "SlowCallEvent",
          "SlowCalls",
          "SqlCallerEvent",
          "SetterTypes$Learning",
          "SetterTypes",
          "SqlNormaliser",
          "SqlTemplate",
          "SqlTemplateEvent",
          "SqlStatementEvent",
          "SqlText",
          "StatementTexts",
          "TaskEvent",
          "Tasks",
          "ThreadCell",
          "ThreadCells",
          "ThreadCost",
          "ThreadRegistry",
          "TimingMode",
          "TraceIdentity",
          "TransformFailureEvent",
          "TriggerEvent",
          "UrlConnectionCall",
          "VirtualPark",
          "VirtualParkEvent",
          "WovenClasses");

  private BootClasses() {}

  static {
    if (BootClasses.class.getClassLoader() instanceof Consumer<?> loader) {
      @SuppressWarnings("unchecked") // ThrowawayLoader, of which this class sees no more than this
      var throwaway = (Consumer<BiConsumer<JarFile, Instrumentation>>) loader;
      throwaway.accept(new Definition());
    }
  }

  /** What the loader calls, without reflection, for the reason that {@link AgentLink} gives. */
  private static final class Definition implements BiConsumer<JarFile, Instrumentation> {
    @Override
    public void accept(JarFile jar, Instrumentation instrumentation) {
      try {
        define(jar, instrumentation);
      } catch (IOException unreadable) {
        throw new UncheckedIOException(unreadable);
      }
    }
  }

  private static void define(JarFile jar, Instrumentation instrumentation) throws IOException {
    open(instrumentation);
    try {
      for (String name : NAMES) {
        byte[] code = read(jar, name);
        Unsafe.getUnsafe()
            .defineClass((PACKAGE + name).replace('.', '/'), code, 0, code.length, null, null);
      }
    } catch (LinkageError refused) {
      instrumentation.appendToBootstrapClassLoaderSearch(new JarFile(new File(jar.getName())));
    }
  }

  /** Lets this class's module, which is that of its {@link ThrowawayLoader}, use the Unsafe. */
  private static void open(Instrumentation instrumentation) {
    Set<Module> us = Set.of(BootClasses.class.getModule());
    instrumentation.redefineModule(
        Object.class.getModule(),
        Set.of(),
        Map.of("jdk.internal.misc", us),
        Map.of(),
        Set.of(),
        Map.of());
  }

  private static byte[] read(JarFile jar, String name) throws IOException {
    try (InputStream in =
        jar.getInputStream(jar.getEntry((PACKAGE + name).replace('.', '/') + ".class"))) {
      return in.readAllBytes();
    }
  }
}
