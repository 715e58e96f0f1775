package io.sonde.analyzer.aggregate;

import com.carrotsearch.hppc.LongIntHashMap;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.model.ThreadRef;
import java.util.List;

/**
 * Which of a recording's threads are one: two recorders, or one before and after a thread was
 * renamed, describe it by different words. Java's ids are never given twice; the operating system's
 * are, so they decide only where a recorder knows no other and one Java thread alone bears it.
 */
final class ThreadIdentity {
  private static final int NONE = -1;

  private final int[] same;

  private ThreadIdentity(int[] same) {
    this.same = same;
  }

  static ThreadIdentity of(Recording recording) {
    List<ThreadRef> threads = recording.threads();
    LongIntHashMap byJavaId = new LongIntHashMap();
    LongIntHashMap byOsId = new LongIntHashMap();
    int[] same = new int[threads.size()];
    for (int i = 0; i < same.length; i++) {
      ThreadRef thread = threads.get(i);
      same[i] = i;
      if (thread.javaId() > 0) {
        same[i] = byJavaId.getOrDefault(thread.javaId(), i);
        byJavaId.put(thread.javaId(), same[i]);
        if (thread.osId() > 0 && !thread.virtual()) {
          int before = byOsId.getOrDefault(thread.osId(), same[i]);
          byOsId.put(thread.osId(), before == same[i] ? before : NONE);
        }
      }
    }
    for (int i = 0; i < same.length; i++) {
      ThreadRef thread = threads.get(i);
      int java = thread.javaId() == 0 ? byOsId.getOrDefault(thread.osId(), NONE) : NONE;
      same[i] = java >= 0 ? java : same[i];
    }
    return new ThreadIdentity(same);
  }

  /** The first index of the thread with this index; -1 for none. */
  int of(int thread) {
    return thread < 0 ? NONE : same[thread];
  }

  int count() {
    return same.length;
  }
}
