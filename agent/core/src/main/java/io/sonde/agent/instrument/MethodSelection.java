package io.sonde.agent.instrument;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Which classes and methods are to be timed. The test of a class by name and bytes is cheap and
 * touches no library; it says yes too often for annotations, never no wrongly. Plain loops: this is
 * run from premain on, where the first lambda of a kind is dear.
 */
final class MethodSelection {
  /** Code of the JDK, of this agent and of other agents is never touched. */
  private static final List<String> NEVER =
      List.of(
          "java.",
          "javax.",
          "jdk.",
          "sun.",
          "com.sun.",
          "io.sonde.agent.",
          "io.sonde.bootstrap.",
          "net.bytebuddy.",
          "one.profiler.",
          "io.opentelemetry.javaagent.",
          "co.elastic.apm.agent.",
          "com.newrelic.agent.",
          "com.dynatrace.",
          "com.appdynamics.",
          "datadog.trace.",
          "org.glowroot.agent.",
          "org.aspectj.weaver.");

  /** Marks classes generated at run time, such as proxies: their superclass is timed instead. */
  private static final String GENERATED = "$$";

  private final List<MethodPattern> include;
  private final List<MethodPattern> exclude;
  private final List<byte[]> annotationMarks;

  MethodSelection(List<String> include, List<String> exclude) {
    this.include = parsed(include);
    this.exclude = parsed(exclude);
    this.annotationMarks = new ArrayList<>();
    for (MethodPattern pattern : this.include) {
      String annotation = pattern.annotation();
      if (annotation != null) {
        annotationMarks.add(ConstantSearch.descriptor(annotation));
      }
    }
  }

  private static List<MethodPattern> parsed(List<String> texts) {
    List<MethodPattern> patterns = new ArrayList<>(texts.size());
    for (String text : texts) {
      patterns.add(MethodPattern.parse(text));
    }
    return patterns;
  }

  boolean isEmpty() {
    return include.isEmpty();
  }

  /** True for names that may not be looked at any closer. */
  static boolean isForeign(String className) {
    for (String prefix : NEVER) {
      if (className.startsWith(prefix)) {
        return true;
      }
    }
    return className.contains(GENERATED);
  }

  boolean matchesByName(String className) {
    for (MethodPattern pattern : include) {
      if (pattern.matchesClass(className)) {
        return !excludesClass(className);
      }
    }
    return false;
  }

  boolean mayMatch(String className, byte[] classFile) {
    if (matchesByName(className)) {
      return true;
    }
    for (byte[] mark : annotationMarks) {
      if (ConstantSearch.contains(classFile, mark)) {
        return !excludesClass(className);
      }
    }
    return false;
  }

  boolean looksForAnnotations() {
    return !annotationMarks.isEmpty();
  }

  /** The exact answer for one method, given the annotations on it and on its class. */
  boolean matches(
      String className,
      String methodName,
      Set<String> classAnnotations,
      Set<String> methodAnnotations) {
    return any(include, className, methodName, classAnnotations, methodAnnotations)
        && !any(exclude, className, methodName, classAnnotations, methodAnnotations);
  }

  private static boolean any(
      List<MethodPattern> patterns,
      String className,
      String methodName,
      Set<String> classAnnotations,
      Set<String> methodAnnotations) {
    for (MethodPattern pattern : patterns) {
      String annotation = pattern.annotation();
      boolean hit =
          annotation == null
              ? pattern.matchesClass(className) && pattern.matchesMethod(methodName)
              : classAnnotations.contains(annotation) || methodAnnotations.contains(annotation);
      if (hit) {
        return true;
      }
    }
    return false;
  }

  private boolean excludesClass(String className) {
    for (MethodPattern pattern : exclude) {
      if (pattern.isWholeClass() && pattern.matchesClass(className)) {
        return true;
      }
    }
    return false;
  }
}
