package io.sonde.agent.instrument;

import org.jspecify.annotations.Nullable;

/**
 * Methods that a library calls with work that nobody waits for over HTTP. Text alone: neither the
 * library nor Byte Buddy is touched before a class has the mark.
 *
 * @param type interface that has the method, or annotation that marks it
 * @param method null for an annotation
 * @param mark text that each class with such a method has among its constants; of a method's
 *     arguments where they are like no other method's, else of the type itself
 * @param advice simple name of its template
 * @param javax whether the library bears the names from before Jakarta EE
 */
record EntryMethod(
    String type, @Nullable String method, String mark, String advice, boolean javax) {
  static final String SCHEDULED = "ScheduledAdvice";
  static final String MESSAGE = "MessageAdvice";

  static EntryMethod annotation(String type, String advice) {
    String mark = "L".concat(type.replace('.', '/')).concat(";");
    return new EntryMethod(type, null, mark, advice, false);
  }

  /**
   * @param arguments types in a class file's form
   */
  static EntryMethod listener(String type, String method, String arguments, String advice) {
    boolean javax = arguments.startsWith("Ljavax/");
    return new EntryMethod(type, method, descriptor(arguments), advice, javax);
  }

  /** Of an interface whose method's arguments tell nothing: classes name the interface itself. */
  static EntryMethod namedListener(String type, String method) {
    return new EntryMethod(type, method, type.replace('.', '/'), MESSAGE, false);
  }

  private static String descriptor(String arguments) {
    return "(".concat(arguments).concat(")V");
  }

  /** Whether the mark is what the method's descriptor has to be. */
  boolean isMarkDescriptor() {
    return mark.charAt(0) == '(';
  }
}
