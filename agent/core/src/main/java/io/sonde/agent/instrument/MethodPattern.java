package io.sonde.agent.instrument;

import org.jspecify.annotations.Nullable;

/**
 * One item of include or exclude: a class glob, with {@code #} and a method glob, or with {@code @}
 * the name of an annotation on the class or the method.
 *
 * @param classGlob null for an annotation
 * @param methodGlob null: all methods
 * @param annotation the annotation's class name in source form, or null
 */
record MethodPattern(
    @Nullable Glob classGlob, @Nullable Glob methodGlob, @Nullable String annotation) {

  static MethodPattern parse(String text) {
    if (text.startsWith("@")) {
      return new MethodPattern(null, null, text.substring(1));
    }
    int hash = text.indexOf('#');
    return hash < 0
        ? new MethodPattern(new Glob(text), null, null)
        : new MethodPattern(
            new Glob(text.substring(0, hash)), new Glob(text.substring(hash + 1)), null);
  }

  boolean isWholeClass() {
    return methodGlob == null && annotation == null;
  }

  boolean matchesClass(String className) {
    return classGlob != null && classGlob.matches(className);
  }

  boolean matchesMethod(String methodName) {
    return methodGlob == null || methodGlob.matches(methodName);
  }
}
