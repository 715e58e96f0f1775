package io.sonde.agent.instrument;

import static net.bytebuddy.matcher.ElementMatchers.failSafe;
import static net.bytebuddy.matcher.ElementMatchers.hasSuperType;
import static net.bytebuddy.matcher.ElementMatchers.named;

import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;

/**
 * Methods that a library calls with work that nobody waits for over HTTP.
 *
 * @param type interface that has the method, or annotation that marks it
 * @param method null for an annotation
 * @param mark text that each class with such a method has among its constants
 * @param scheduled false: for messages
 */
record EntryMethod(
    String type, @org.jspecify.annotations.Nullable String method, String mark, boolean scheduled) {
  static EntryMethod annotation(String type, boolean scheduled) {
    return new EntryMethod(type, null, "L" + type.replace('.', '/') + ";", scheduled);
  }

  /** Of an interface whose method has arguments that few other methods have. */
  static EntryMethod job(String type, String method, String descriptor) {
    return new EntryMethod(type, method, descriptor, true);
  }

  static EntryMethod listener(String type, String method, String descriptor) {
    return new EntryMethod(type, method, descriptor, false);
  }

  /**
   * Of an interface whose method's arguments tell nothing: the class names the interface itself.
   */
  static EntryMethod namedListener(String type, String method) {
    return new EntryMethod(type, method, type.replace('.', '/'), false);
  }

  /** Whether methods of a class may be meant; annotations are looked for on each method. */
  boolean mayBeIn(TypeDescription declaring) {
    return method == null || failSafe(hasSuperType(named(type))).matches(declaring);
  }

  /** Of a class that {@link #mayBeIn} accepts. */
  boolean matches(MethodDescription candidate) {
    if (candidate.isAbstract() || candidate.isStatic() || candidate.isSynthetic()) {
      return false;
    }
    return method == null
        ? candidate.getDeclaredAnnotations().stream()
            .anyMatch(each -> each.getAnnotationType().getName().equals(type))
        : candidate.getInternalName().equals(method)
            && (mark.charAt(0) != '(' || candidate.getDescriptor().equals(mark));
  }
}
