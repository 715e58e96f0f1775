package io.sonde.analyzer.aggregate;

import com.carrotsearch.hppc.LongIntHashMap;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.model.RequestTable;
import io.sonde.analyzer.model.SqlTable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Statements by the request that ran them, on whichever thread, and where they are called from; or
 * outgoing calls, which are kept in the same way.
 */
final class Statements {
  private static final int UNKNOWN = -2;

  private final Recording recording;
  private final SqlTable sql;
  private final LongIntHashMap rowOfId = new LongIntHashMap();
  private final ThreadRows rows;
  private final OwnCode code;

  /** By text; what is not known yet is {@link #UNKNOWN}. */
  private final int[] callerFrames;

  Statements(Recording recording, SqlTable table, OwnCode code) {
    this.recording = recording;
    this.sql = table;
    this.code = code;
    this.rows = rowsByRequest();
    this.callerFrames = new int[table.texts().size()];
    Arrays.fill(callerFrames, UNKNOWN);
  }

  private ThreadRows rowsByRequest() {
    RequestTable requests = recording.requests().table();
    for (int i = 0; i < requests.size() && sql.size() > 0; i++) {
      rowOfId.put(requests.id(i), i);
    }
    return ThreadRows.of(
        requests.size(), sql.size(), i -> rowOfId.getOrDefault(sql.requestId(i), -1));
  }

  /** Index of a request in its table; -1 where it is not there. */
  int request(long requestId) {
    return rowOfId.getOrDefault(requestId, -1);
  }

  /** False where the statements of this request were left out for memory. */
  boolean areComplete(int request) {
    return sql.isComplete(recording.requests().table().id(request));
  }

  /** Place of a request's first statement. */
  int first(int request) {
    return rows.first(request);
  }

  /** Place behind a request's last statement. */
  int end(int request) {
    return rows.end(request);
  }

  /** Index into {@link SqlTable} of the statement at a place. */
  int row(int place) {
    return rows.row(place);
  }

  SqlTable table() {
    return sql;
  }

  String text(int text) {
    return sql.texts().get(text);
  }

  /** The application's method that a text is called from most often; null when unknown. */
  @Nullable Place caller(int text) {
    return code.place(callerFrame(text));
  }

  /** Index of the application's frame nearest to a stack trace's top, or -1. */
  int frame(int stack) {
    return code.frame(stack);
  }

  /** The application's methods on a stack trace, the one nearest to its top first. */
  List<Place> places(int stack, int most) {
    return code.places(stack, most);
  }

  /** Index of its frame, or -1. */
  int callerFrame(int text) {
    if (callerFrames[text] == UNKNOWN) {
      callerFrames[text] = mostFrequentFrame(text);
    }
    return callerFrames[text];
  }

  private int mostFrequentFrame(int text) {
    Map<Integer, Double> frames = new HashMap<>();
    sql.callers(text)
        .forEach(
            (stack, times) -> {
              int frame = code.frame(stack);
              if (frame >= 0) {
                frames.merge(frame, (double) times, Double::sum);
              }
            });
    Integer most = Most.of(frames);
    return most == null ? -1 : most;
  }

  /** The same of the statement that a thread began then; -1 for none. */
  int callerFrame(ThreadIdentity threads, int thread, long startNanos) {
    for (int i = firstAt(startNanos); i < sql.size() && sql.startNanos(i) == startNanos; i++) {
      if (threads.of(sql.get(i).thread()) == thread) {
        return callerFrame(sql.text(i));
      }
    }
    return -1;
  }

  private int firstAt(long startNanos) {
    int low = 0;
    int high = sql.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sql.startNanos(middle) < startNanos) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
