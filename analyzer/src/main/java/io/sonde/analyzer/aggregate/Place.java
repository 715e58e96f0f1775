package io.sonde.analyzer.aggregate;

import io.sonde.analyzer.model.Frame;

/**
 * A method, or a line in it.
 *
 * @param line source line, or 0 when unknown
 */
public record Place(String className, String methodName, int line) {
  static Place of(Frame frame) {
    return new Place(frame.className(), frame.methodName(), frame.line());
  }

  /** Class without package and method: {@code Cart.total}; a native symbol as it is. */
  public String shortName() {
    return className.isEmpty()
        ? methodName
        : className.substring(className.lastIndexOf('.') + 1) + "." + methodName;
  }
}
