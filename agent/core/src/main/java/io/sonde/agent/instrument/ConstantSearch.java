package io.sonde.agent.instrument;

import java.nio.charset.StandardCharsets;

/** Looks for a string among a class file's constants without parsing the file. */
final class ConstantSearch {
  /** Tag of CONSTANT_Utf8 (JVM specification 4.4.7); two bytes of length follow. */
  private static final int UTF8_TAG = 1;

  private static final int HEADER = 3;

  /** Where the constants begin: behind magic number, version and count (4.1). */
  private static final int POOL = 10;

  private static final int LONG_TAG = 5;
  private static final int DOUBLE_TAG = 6;

  /** Bytes of a constant with its tag, by tag (4.4); none has 0, 2, 13 or 14. */
  private static final int[] SIZES = {
    0, 0, 0, 5, 5, 9, 9, 3, 3, 5, 5, 5, 5, 0, 0, 4, 3, 5, 5, 3, 3
  };

  private ConstantSearch() {}

  /** The constant by which a class file names an annotation: tag, length, descriptor. */
  static byte[] descriptor(String annotation) {
    byte[] text = ("L" + annotation.replace('.', '/') + ";").getBytes(StandardCharsets.UTF_8);
    byte[] constant = new byte[HEADER + text.length];
    constant[0] = UTF8_TAG;
    constant[1] = (byte) (text.length >>> Byte.SIZE);
    constant[2] = (byte) text.length;
    System.arraycopy(text, 0, constant, HEADER, text.length);
    return constant;
  }

  static boolean contains(byte[] classFile, byte[] constant) {
    for (int at = 0; at <= classFile.length - constant.length; at++) {
      if (classFile[at] == UTF8_TAG && isAt(classFile, at, constant)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a text stands anywhere in a class file, within a longer constant, too. */
  static boolean containsText(byte[] classFile, byte[] text) {
    for (int at = 0; at <= classFile.length - text.length; at++) {
      if (classFile[at] == text[0] && isAt(classFile, at, text)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isAt(byte[] classFile, int at, byte[] constant) {
    for (int i = 1; i < constant.length; i++) {
      if (classFile[at + i] != constant[i]) {
        return false;
      }
    }
    return true;
  }

  /**
   * Whether one of some texts is a constant of a class file. Goes from constant to constant, so it
   * costs by their number and not by their length; what is no class file holds nothing.
   */
  static boolean holdsOneOf(byte[] classFile, byte[][] texts) {
    int at = POOL;
    try {
      int count = unsigned(classFile, POOL - 2);
      for (int i = 1; i < count; i++) {
        int tag = classFile[at];
        if (tag == UTF8_TAG) {
          int length = unsigned(classFile, at + 1);
          if (isOneOf(classFile, at + HEADER, length, texts)) {
            return true;
          }
          at += HEADER + length;
        } else {
          at += SIZES[tag];
          i += tag == LONG_TAG || tag == DOUBLE_TAG ? 1 : 0; // these take two numbers
        }
      }
    } catch (ArrayIndexOutOfBoundsException damaged) {
      return false;
    }
    return false;
  }

  private static boolean isOneOf(byte[] classFile, int at, int length, byte[][] texts) {
    for (byte[] text : texts) {
      if (text.length == length
          && classFile[at + length - 2] == text[length - 2]
          && classFile[at] == text[0]
          && isAt(classFile, at, text)) {
        return true;
      }
    }
    return false;
  }

  private static int unsigned(byte[] classFile, int at) {
    return (classFile[at] & 0xff) << Byte.SIZE | classFile[at + 1] & 0xff;
  }
}
