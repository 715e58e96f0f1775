package io.sonde.bootstrap;

import java.lang.ref.WeakReference;

/**
 * Which setters give a prepared statement its parameters: looked at on one statement at a time,
 * once per text. Hot path: of all other statements a setter costs one read of a field.
 */
public final class SetterTypes {
  private static final long LONGEST_NANOS = 1_000_000_000L;

  private static volatile Learning current;

  private SetterTypes() {}

  /** Whether the setters of this statement are looked at. */
  public static boolean learns(Object statement) {
    Learning learning = current;
    return learning != null && learning.refersTo(statement);
  }

  /**
   * A parameter of that statement is set.
   *
   * @param index from 1
   * @param setter name of the method
   * @param value of which no more than the class is looked at; of setNull the type's number
   */
  public static void set(Object statement, int index, String setter, Object value) {
    Learning learning = current;
    if (learning != null
        && learning.refersTo(statement)
        && index > 0
        && index <= learning.setters.length) {
      String type = setter.substring("set".length());
      if (type.equals("Null")) {
        type = "Null:" + value;
      } else if (type.equals("Object")) {
        type = "Object:" + (value == null ? "null" : value.getClass().getName());
      }
      learning.setters[index - 1] = type;
    }
  }

  /** A statement was prepared; its turn comes when nobody else's is. */
  static void prepared(Object statement, SqlText text) {
    int parameters = text.unknownParameters();
    if (parameters > 0) {
      long now = System.nanoTime();
      Learning before = current;
      if (before == null || now - before.start > LONGEST_NANOS) {
        current = new Learning(statement, text, parameters, now);
      }
    }
  }

  /** A prepared statement is executed: its parameters are set. */
  static void executed(Object statement) {
    Learning learning = current;
    if (learning != null && learning.refersTo(statement)) {
      learning.text.learn(learning.setters);
      current = null;
    }
  }

  /** The statement whose setters are looked at. */
  private static final class Learning extends WeakReference<Object> {
    private final SqlText text;
    private final String[] setters;
    private final long start;

    private Learning(Object statement, SqlText text, int parameters, long start) {
      super(statement);
      this.text = text;
      this.setters = new String[parameters];
      this.start = start;
    }
  }
}
