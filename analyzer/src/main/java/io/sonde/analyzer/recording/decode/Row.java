package io.sonde.analyzer.recording.decode;

import org.jspecify.annotations.Nullable;

/**
 * One value of a structure, within arrays that hold many.
 *
 * @param numbersAt index of its first number
 * @param objectsAt index of its first string or list
 */
record Row(
    Layout layout, long[] numbers, int numbersAt, @Nullable Object[] objects, int objectsAt) {

  long number(Leaf leaf) {
    return numbers[numbersAt + leaf.slot()];
  }

  @Nullable Object object(Leaf leaf) {
    return objects[objectsAt + leaf.slot()];
  }
}
