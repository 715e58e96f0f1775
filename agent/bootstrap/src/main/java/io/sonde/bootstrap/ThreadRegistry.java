package io.sonde.bootstrap;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The cells of all platform threads, found by the thread itself: JDK 25 clears the thread locals of
 * the common pool's workers whenever they go idle, and a worker must then find its cells again. Its
 * lock is held for moments only, for threads of the application wait for it.
 */
final class ThreadRegistry {
  /** By identity hash: a subclass of Thread may define equality as it likes. */
  private static final Map<Integer, List<ThreadCells>> BY_HASH = new HashMap<>();

  private ThreadRegistry() {}

  /** The cells of a live thread, made where it has none. */
  static synchronized ThreadCells of(Thread thread) {
    Integer hash = System.identityHashCode(thread);
    List<ThreadCells> candidates = BY_HASH.get(hash);
    if (candidates == null) {
      candidates = new ArrayList<>(1);
      BY_HASH.put(hash, candidates);
    }
    for (ThreadCells cells : candidates) {
      if (cells.belongTo(thread)) {
        return cells;
      }
    }
    ThreadCells cells = new ThreadCells(thread);
    candidates.add(cells);
    return cells;
  }

  /** All cells at this moment. */
  static synchronized List<ThreadCells> snapshot() {
    List<ThreadCells> all = new ArrayList<>();
    for (List<ThreadCells> cells : BY_HASH.values()) {
      all.addAll(cells);
    }
    return all;
  }

  static synchronized void remove(ThreadCells cells) {
    List<ThreadCells> candidates = BY_HASH.get(cells.threadHash);
    if (candidates != null && candidates.remove(cells) && candidates.isEmpty()) {
      BY_HASH.remove(cells.threadHash);
    }
  }
}
