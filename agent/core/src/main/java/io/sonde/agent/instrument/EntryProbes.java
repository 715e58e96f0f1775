package io.sonde.agent.instrument;

import static net.bytebuddy.matcher.ElementMatchers.failSafe;
import static net.bytebuddy.matcher.ElementMatchers.hasSuperType;
import static net.bytebuddy.matcher.ElementMatchers.named;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.AsmVisitorWrapper;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;

/** Advice for what schedulers and brokers' clients call. */
final class EntryProbes {
  static final String SCHEDULED_ADVICE = "io.sonde.agent.instrument.entry.ScheduledAdvice";
  static final String MESSAGE_ADVICE = "io.sonde.agent.instrument.entry.MessageAdvice";

  private final Advice scheduled;
  private final Advice message;

  /**
   * @param load makes advice of a class's name
   */
  EntryProbes(Function<String, Advice> load) {
    this.scheduled = load.apply(SCHEDULED_ADVICE);
    this.message = load.apply(MESSAGE_ADVICE);
  }

  /** What to visit a class with; nothing when nobody calls it so. */
  List<AsmVisitorWrapper> of(TypeDescription type) {
    List<AsmVisitorWrapper> found = new ArrayList<>();
    add(found, type, true);
    add(found, type, false);
    return found;
  }

  private void add(List<AsmVisitorWrapper> found, TypeDescription type, boolean ofSchedulers) {
    List<EntryMethod> wanted =
        EntryClasses.ALL.stream()
            .filter(each -> each.scheduled() == ofSchedulers && mayBeIn(type, each))
            .toList();
    ElementMatcher<MethodDescription> matcher =
        method -> wanted.stream().anyMatch(each -> isMeant(method, each));
    if (!type.getDeclaredMethods().filter(matcher).isEmpty()) {
      found.add((ofSchedulers ? scheduled : message).on(matcher));
    }
  }

  /** Annotations are looked for on each method. */
  private static boolean mayBeIn(TypeDescription type, EntryMethod wanted) {
    return wanted.method() == null || failSafe(hasSuperType(named(wanted.type()))).matches(type);
  }

  private static boolean isMeant(MethodDescription method, EntryMethod wanted) {
    if (method.isAbstract() || method.isStatic() || method.isSynthetic()) {
      return false;
    }
    if (wanted.method() == null) {
      return method.getDeclaredAnnotations().stream()
          .anyMatch(each -> each.getAnnotationType().getName().equals(wanted.type()));
    }
    return method.getInternalName().equals(wanted.method())
        && (!wanted.isMarkDescriptor() || method.getDescriptor().equals(wanted.mark()));
  }
}
