package com.example.faults.machine;

import com.example.faults.Deadline;
import java.time.Duration;
import java.util.Random;

/** Decodes messages of sensors, and reads on until the end of the message refuses. */
public final class SensorDecoder {
  private static final int MESSAGES = 1_000;
  private static final int LONGEST = 24;
  private static final Duration UNTIL_THE_NEXT = Duration.ofMillis(1);

  private final byte[][] messages = new byte[MESSAGES][];
  private long decoded;

  private SensorDecoder() {
    Random random = new Random(11);
    for (int i = 0; i < MESSAGES; i++) {
      messages[i] = new byte[4 + random.nextInt(LONGEST)];
      random.nextBytes(messages[i]);
    }
  }

  public static void broken(Deadline deadline) throws InterruptedException {
    SensorDecoder decoder = new SensorDecoder();
    while (!deadline.isOver()) {
      for (byte[] message : decoder.messages) {
        decoder.decoded += decode(message) + average(message) + spread(message);
      }
      deadline.pause(UNTIL_THE_NEXT);
    }
    System.out.println("decoded " + decoder.decoded);
  }

  public static void fixed(Deadline deadline) throws InterruptedException {
    SensorDecoder decoder = new SensorDecoder();
    while (!deadline.isOver()) {
      for (byte[] message : decoder.messages) {
        decoder.decoded += decodeToEnd(message) + average(message) + spread(message);
      }
      deadline.pause(UNTIL_THE_NEXT);
    }
    System.out.println("decoded " + decoder.decoded);
  }

  private static int decode(byte[] message) {
    int value = 0;
    int at = 0;
    try {
      while (true) {
        value = value * 31 + message[at++];
      }
    } catch (ArrayIndexOutOfBoundsException end) {
      return value;
    }
  }

  private static int decodeToEnd(byte[] message) {
    int value = 0;
    for (byte each : message) {
      value = value * 31 + each;
    }
    return value;
  }

  private static int average(byte[] message) {
    int sum = 0;
    for (byte each : message) {
      sum += each;
    }
    return sum / message.length;
  }

  private static int spread(byte[] message) {
    int least = Byte.MAX_VALUE;
    int most = Byte.MIN_VALUE;
    for (byte each : message) {
      least = Math.min(least, each);
      most = Math.max(most, each);
    }
    return most - least;
  }
}
