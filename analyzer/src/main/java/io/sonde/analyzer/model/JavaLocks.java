package io.sonde.analyzer.model;

import java.util.regex.Pattern;

/** Which of the classes that threads are parked for are locks: the others are waits by design. */
public final class JavaLocks {
  private static final String SEMAPHORE = "java.util.concurrent.Semaphore";

  private static final Pattern LOCKS =
      Pattern.compile(
          "java\\.util\\.concurrent\\.(locks\\.(ReentrantLock|ReentrantReadWriteLock|StampedLock)|"
              + "Semaphore)\\b.*");

  private JavaLocks() {}

  /** A lock or a semaphore of the JDK, by the class that recorders write for it. */
  public static boolean isLock(String className) {
    return LOCKS.matcher(className).matches();
  }

  /** A semaphore may guard something or may tell that there is work: its class does not say. */
  public static boolean isSemaphore(String className) {
    return className.startsWith(SEMAPHORE);
  }
}
