package io.sonde.analyzer.aggregate;

import io.sonde.analyzer.model.Frame;

/** A method as its author knows it: a lambda belongs to the method that it was written in. */
public record Method(String className, String name) {
  public static Method of(Frame frame) {
    String className = frame.className();
    int hidden = className.indexOf("$$Lambda");
    return new Method(
        hidden < 0 ? className : className.substring(0, hidden), enclosing(frame.methodName()));
  }

  /** True for methods that library code calls back: their caller decides how often they run. */
  boolean isCallback() {
    return switch (name) {
      case "equals", "hashCode", "compareTo", "compare" -> true;
      default -> false;
    };
  }

  private static String enclosing(String methodName) {
    if (!methodName.startsWith("lambda$")) {
      return methodName;
    }
    int end = methodName.lastIndexOf('$');
    if (end <= 7) {
      return methodName;
    }
    String enclosing = methodName.substring(7, end);
    return switch (enclosing) {
      case "new" -> "<init>";
      case "static" -> "<clinit>";
      default -> enclosing;
    };
  }

  @Override
  public String toString() {
    return className + "." + name;
  }
}
