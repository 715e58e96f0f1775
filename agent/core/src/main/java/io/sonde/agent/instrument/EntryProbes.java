package io.sonde.agent.instrument;

import static net.bytebuddy.matcher.ElementMatchers.failSafe;
import static net.bytebuddy.matcher.ElementMatchers.hasSuperType;
import static net.bytebuddy.matcher.ElementMatchers.named;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.AsmVisitorWrapper;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;

/** Advice for what schedulers and brokers' clients call. */
final class EntryProbes {
  /** Before the simple names of its templates. */
  static final String PACKAGE = "io.sonde.agent.instrument.entry.";

  private static final Map<String, String> BEFORE_JAKARTA = Map.of("jakarta/jms/", "javax/jms/");

  private final Map<Template, Advice> templates = new HashMap<>();
  private final BiFunction<String, Map<String, String>, Advice> load;

  private record Template(String advice, boolean javax) {}

  /**
   * @param load makes advice of a class's name, with the beginnings of internal names to replace
   */
  EntryProbes(BiFunction<String, Map<String, String>, Advice> load) {
    this.load = load;
  }

  /** What to visit a class with; nothing when nobody calls it so. */
  List<AsmVisitorWrapper> of(TypeDescription type) {
    Map<Template, List<EntryMethod>> wanted =
        EntryClasses.ALL.stream()
            .filter(each -> mayBeIn(type, each))
            .collect(
                Collectors.groupingBy(
                    each -> new Template(each.advice(), each.javax()),
                    LinkedHashMap::new,
                    Collectors.toList()));
    List<AsmVisitorWrapper> found = new ArrayList<>();
    wanted.forEach(
        (template, methods) -> {
          ElementMatcher<MethodDescription> matcher =
              method -> methods.stream().anyMatch(each -> isMeant(method, each));
          if (!type.getDeclaredMethods().filter(matcher).isEmpty()) {
            found.add(templates.computeIfAbsent(template, this::advice).on(matcher));
          }
        });
    return found;
  }

  private Advice advice(Template template) {
    return load.apply(
        PACKAGE.concat(template.advice()), template.javax() ? BEFORE_JAKARTA : Map.of());
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
