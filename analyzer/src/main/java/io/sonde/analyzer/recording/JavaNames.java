package io.sonde.analyzer.recording;

/** Names of classes as people write them. */
final class JavaNames {
  private JavaNames() {}

  /** {@code [Ljava.lang.String;} becomes {@code java.lang.String[]}, {@code [I} becomes int[]. */
  static String ofClass(String name) {
    int dimensions = 0;
    while (dimensions < name.length() && name.charAt(dimensions) == '[') {
      dimensions++;
    }
    if (dimensions == 0) {
      return StableNames.ofClass(name);
    }
    return element(name.substring(dimensions)) + "[]".repeat(dimensions);
  }

  /** As {@link #ofClass(String)}, of a name as the JVM writes it: {@code java/lang/String}. */
  static String ofInternal(String name) {
    return ofClass(name.replace('/', '.'));
  }

  private static String element(String code) {
    return switch (code) {
      case "Z" -> "boolean";
      case "B" -> "byte";
      case "C" -> "char";
      case "S" -> "short";
      case "I" -> "int";
      case "J" -> "long";
      case "F" -> "float";
      case "D" -> "double";
      default ->
          code.startsWith("L") && code.endsWith(";")
              ? StableNames.ofClass(code.substring(1, code.length() - 1))
              : code;
    };
  }
}
