package io.sonde.analyzer.finding;

/**
 * A place in the code.
 *
 * @param line source line, or 0 when unknown
 */
public record Location(String className, String methodName, int line) {
  @Override
  public String toString() {
    return className + "." + methodName + (line > 0 ? ":" + line : "");
  }
}
