package io.sonde.agent.instrument;

import static net.bytebuddy.matcher.ElementMatchers.isMethod;

import io.sonde.bootstrap.Requests;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.AsmVisitorWrapper;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.matcher.ElementMatcher;
import net.bytebuddy.pool.TypePool;
import org.jspecify.annotations.Nullable;

/** Request advice for the methods that requests come in by. */
final class RequestProbes {
  static final String ENTRY_ADVICE = "io.sonde.agent.instrument.entry.EntryAdvice";

  private final RequestSelection selection;
  private final ClassFileLocator own;
  private final Advice.ExceptionHandler onError;
  private final Map<LibraryMethod, Advice> advice = new HashMap<>();

  private @Nullable JdbcProbes jdbc;
  private @Nullable EntryProbes schedulersAndBrokers;

  RequestProbes(RequestSelection selection, ClassFileLocator own, Advice.ExceptionHandler onError) {
    this.selection = selection;
    this.own = own;
    this.onError = onError;
  }

  /** What to visit a class with; nothing when no request comes in by it or waits in it. */
  synchronized List<AsmVisitorWrapper> of(TypeDescription type, byte[] classFile) {
    List<AsmVisitorWrapper> found = new ArrayList<>();
    if (selection.mayBeJdbc(type.getName(), classFile) && !type.isInterface()) {
      found.addAll(jdbc().of(type));
    }
    if (selection.mayBeEntry(type.getName(), classFile) && !type.isInterface()) {
      List<AsmVisitorWrapper> called = schedulersAndBrokers().of(type);
      if (!called.isEmpty()) {
        Requests.expect();
      }
      found.addAll(called);
    }
    for (LibraryMethod method : selection.libraryMethods(type.getName())) {
      ElementMatcher<MethodDescription> matcher = matcher(method);
      if (!type.getDeclaredMethods().filter(matcher).isEmpty()) {
        if (method.bringsRequests()) {
          Requests.expect();
        }
        found.add(advice.computeIfAbsent(method, this::load).on(matcher));
      }
    }
    ElementMatcher<MethodDescription> entries = SelectedMethods.in(type, selection.entries());
    if (!type.getDeclaredMethods().filter(isMethod().and(entries)).isEmpty()) {
      Requests.expect();
      found.add(load(ENTRY_ADVICE, own).on(isMethod().and(entries)));
    }
    return found;
  }

  private JdbcProbes jdbc() {
    JdbcProbes known = jdbc;
    if (known == null) {
      known = new JdbcProbes(name -> load(name, own), !selection.leavesStatements());
      jdbc = known;
    }
    return known;
  }

  private EntryProbes schedulersAndBrokers() {
    EntryProbes known = schedulersAndBrokers;
    if (known == null) {
      known = new EntryProbes((name, renamed) -> load(name, RenamedClassFiles.of(own, renamed)));
      schedulersAndBrokers = known;
    }
    return known;
  }

  private static ElementMatcher<MethodDescription> matcher(LibraryMethod wanted) {
    return method ->
        !method.isAbstract()
            && method.getInternalName().equals(wanted.methodName())
            && method.getDescriptor().startsWith(wanted.arguments());
  }

  private Advice load(LibraryMethod method) {
    return load(method.advice(), RenamedClassFiles.of(own, method.renamed()));
  }

  /**
   * From its class file: the library that it refers to is not to be seen from here, so its types
   * stay names. Our boot classes have no class file that could be found, but are loaded.
   */
  private Advice load(String name, ClassFileLocator locator) {
    TypePool types =
        new TypePool.Default.WithLazyResolution(
            TypePool.CacheProvider.Simple.withObjectType(),
            locator,
            TypePool.Default.ReaderMode.FAST,
            TypePool.ClassLoading.ofBootLoader());
    TypeDescription template = types.describe(name).resolve();
    return Advice.to(template, locator).withExceptionHandler(onError);
  }
}
