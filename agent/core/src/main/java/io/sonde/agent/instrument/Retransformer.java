package io.sonde.agent.instrument;

import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * Sends loaded classes through the transformers again, in batches: each stops the JVM once. A class
 * that is being defined at this moment is in no list yet, so the list is taken until it holds no
 * class that has not been seen.
 */
final class Retransformer {
  private static final int BATCH = 200;

  /** Lists taken at most; an application that goes on loading classes must not keep us. */
  private static final int PASSES = 5;

  /** Long enough for a class past the transformers to be defined, short for who waits for us. */
  private static final long PAUSE_MILLIS = 10;

  private final Instrumentation instrumentation;
  private final TransformFailures failures;
  private final Set<Class<?>> seen = Collections.newSetFromMap(new IdentityHashMap<>());

  Retransformer(Instrumentation instrumentation, TransformFailures failures) {
    this.instrumentation = instrumentation;
    this.failures = failures;
  }

  /** Once, when no other thread can be defining a class. */
  void retransformOnce(Predicate<Class<?>> wanted) {
    pass(wanted);
  }

  void retransform(Predicate<Class<?>> wanted) {
    for (int pass = 0; pass < PASSES; pass++) {
      boolean nothingNew = !pass(wanted);
      if (pass > 0 && nothingNew || !pause()) {
        return;
      }
    }
  }

  /** Returns whether there was a class that had not been seen. */
  private boolean pass(Predicate<Class<?>> wanted) {
    List<Class<?>> classes = unseen(wanted);
    for (int from = 0; from < classes.size(); from += BATCH) {
      retransformBatch(classes.subList(from, Math.min(classes.size(), from + BATCH)));
    }
    return !classes.isEmpty();
  }

  private List<Class<?>> unseen(Predicate<Class<?>> wanted) {
    List<Class<?>> classes = new ArrayList<>();
    for (Class<?> loaded : instrumentation.getAllLoadedClasses()) {
      if (!loaded.isArray()
          && wanted.test(loaded)
          && instrumentation.isModifiableClass(loaded)
          && seen.add(loaded)) {
        classes.add(loaded);
      }
    }
    return classes;
  }

  private static boolean pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
      return true;
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void retransformBatch(List<Class<?>> batch) {
    try {
      instrumentation.retransformClasses(batch.toArray(Class<?>[]::new));
    } catch (Throwable oneOfThem) { // an error in one class must not leave the others undone
      batch.forEach(this::retransformOne);
    }
  }

  private void retransformOne(Class<?> loaded) {
    try {
      instrumentation.retransformClasses(loaded);
    } catch (Throwable failure) {
      failures.add(loaded.getName(), failure.toString());
    }
  }
}
