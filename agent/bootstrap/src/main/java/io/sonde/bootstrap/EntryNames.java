package io.sonde.bootstrap;

/** Names of entry points by class and method: no topic, queue or message has a part in them. */
public final class EntryNames {
  /** Marks classes that are generated at run time, before what they are generated from. */
  private static final String GENERATED = "$$";

  private EntryNames() {}

  /**
   * The name of a method by the object's own class, which may have inherited it.
   *
   * @param declared class that has the code, a dot and the method
   * @param target null of a static method
   */
  public static String of(Object target, String declared, String method) {
    if (target == null) {
      return declared;
    }
    String name = target.getClass().getName();
    int generated = name.indexOf(GENERATED);
    int length = generated < 0 ? name.length() : generated;
    if (declared.length() == length + 1 + method.length()
        && declared.regionMatches(0, name, 0, length)) {
      return declared;
    }
    return name.substring(0, length).concat(".").concat(method);
  }

  /** The name of class and method as a library prints them. */
  public static String printed(String classAndMethod) {
    int generated = classAndMethod.indexOf(GENERATED);
    int method = classAndMethod.lastIndexOf('.');
    return generated < 0 || method < generated
        ? classAndMethod
        : classAndMethod.substring(0, generated).concat(classAndMethod.substring(method));
  }

  /** A library's adapter has called what it adapts: the request has that name. */
  static void refine(ActiveRequest request, String classAndMethod) {
    if (isAdapter(request.entryName())) {
      request.nameEntry(classAndMethod);
    }
  }

  private static boolean isAdapter(String entry) {
    return entry.startsWith("org.springframework.") || entry.startsWith("com.rabbitmq.client.");
  }
}
