package io.sonde.analyzer.model;

/**
 * One call of a stack trace.
 *
 * @param className fully qualified with dots; empty for native, C++ and kernel frames
 * @param methodName method or native symbol, never empty
 * @param line source line, or 0 when unknown
 */
public record Frame(String className, String methodName, int line, FrameKind kind) {

  /** The name that flame graphs and text print: {@code com.shop.Cart.total}. */
  public String displayName() {
    return className.isEmpty() ? methodName : className + "." + methodName;
  }
}
