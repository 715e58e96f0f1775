package io.sonde.analyzer.aggregate;

import io.sonde.analyzer.model.RequestTask;
import io.sonde.analyzer.model.Wait;
import io.sonde.analyzer.model.WaitKind;
import java.util.ArrayList;
import java.util.List;

/**
 * Waits of a thread for tasks of its own request, such as in Future.get. No event tells what a
 * thread waits for; a task that ends as the wait does, and is no matter of a lock, is taken for it.
 */
final class OwnWaits {
  /**
   * The task sets its result before it ends, and may be off its processor in between. Our choice,
   * in nanoseconds.
   */
  private static final long LATER_END = 10_000_000;

  private OwnWaits() {}

  /**
   * A part of such a wait.
   *
   * @param task that ran then; null where none did
   * @param queued whether a task was handed over then and had no thread yet
   */
  record Piece(RequestTask task, long from, long to, boolean queued) {}

  /** Whether a thread in such a wait may wait for a task. */
  static boolean mayBe(Wait wait, List<String> classNames) {
    if (wait.kind() != WaitKind.PARK && wait.kind() != WaitKind.OBJECT_WAIT) {
      return false;
    }
    return wait.objectClass() < 0
        || !classNames
            .get(wait.objectClass())
            .matches("java\\.util\\.concurrent\\.locks\\..*Lock.*");
  }

  /**
   * A wait piece by piece, without a gap; none when it was not for one of these tasks.
   *
   * @param from begin of the wait, or of what is left of it
   * @param tasks in order of their start
   */
  static List<Piece> pieces(long from, long to, List<RequestTask> tasks) {
    List<Piece> pieces = new ArrayList<>();
    long cursor = from;
    for (RequestTask task : tasks) {
      long start = Math.max(cursor, task.startNanos());
      long end = Math.min(to, task.endNanos());
      if (end > start && task.endNanos() <= to + LATER_END) {
        addUntil(pieces, cursor, start, task);
        pieces.add(new Piece(task, start, end, false));
        cursor = end;
      }
    }
    if (!pieces.isEmpty()) {
      add(pieces, cursor, to, false);
    }
    return pieces;
  }

  /** What lies before a task begins. */
  private static void addUntil(List<Piece> pieces, long from, long start, RequestTask task) {
    long handedOver = task.startNanos() - Math.max(0, task.queuedNanos());
    long queued = Math.min(start, Math.max(from, handedOver));
    add(pieces, from, queued, false);
    add(pieces, queued, start, true);
  }

  private static void add(List<Piece> pieces, long from, long to, boolean queued) {
    if (to > from) {
      pieces.add(new Piece(null, from, to, queued));
    }
  }
}
