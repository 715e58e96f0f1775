package io.sonde.analyzer.finding;

import java.util.regex.Pattern;

/**
 * A place in the code.
 *
 * @param className empty for a native symbol and for the JVM's own code
 * @param line source line, or 0 when unknown
 */
public record Location(String className, String methodName, int line) {
  /**
   * The compilers' slow paths of new, by JDK 17's names ({@code _new_array_Java}) and JDK 25's
   * ({@code C2 Runtime new_array}), and what they call.
   */
  private static final Pattern ALLOCATING =
      Pattern.compile("new_(?:array|instance|type_array|object_array)|multianewarray");

  /** Whether this is the JVM's own code that makes an object. */
  public boolean allocates() {
    return className.isEmpty() && ALLOCATING.matcher(methodName).find();
  }

  /** Whether this is an exception's constructor or what it calls. */
  public boolean makesException() {
    return className.equals("java.lang.Throwable")
        || methodName.equals("<init>") && className.endsWith("Exception");
  }

  /** Whatever the lines. */
  boolean isSameMethod(Location other) {
    return className.equals(other.className) && methodName.equals(other.methodName);
  }

  @Override
  public String toString() {
    return (className.isEmpty() ? "" : className + ".") + methodName + (line > 0 ? ":" + line : "");
  }
}
