package io.sonde.agent.instrument;

import java.nio.charset.StandardCharsets;

/** Looks for a string among a class file's constants without parsing the file. */
final class ConstantSearch {
  /** Tag of CONSTANT_Utf8 (JVM specification 4.4.7); two bytes of length follow. */
  private static final int UTF8_TAG = 1;

  private static final int HEADER = 3;

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
}
