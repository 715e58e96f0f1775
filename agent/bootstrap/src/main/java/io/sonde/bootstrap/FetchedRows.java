package io.sonde.bootstrap;

import java.lang.ref.WeakReference;

/**
 * Counts the rows of queries, on the thread that ran them: of a thread's open queries the four that
 * were used last. Hot path: a row costs no allocation, lock or search beyond those four, and no
 * result set is kept alive.
 */
public final class FetchedRows {
  /** A query for each row of a query is common, more levels are not. */
  private static final int OPEN = 4;

  private static final ThreadLocal<FetchedRows> CURRENT = new ThreadLocal<>();
  private static final WovenClasses SEEN = new WovenClasses();

  private final Cursor[] cursors = new Cursor[OPEN];
  private int clock;

  private FetchedRows() {}

  /** To be called when next() of result sets of this class gets advice. */
  public static void rowsAreSeen(String className) {
    SEEN.add(className);
    DatabaseSystems.seen(className);
  }

  static boolean areSeen(Object result) {
    return result != null && SEEN.contain(result.getClass());
  }

  /**
   * A query has begun to yield rows.
   *
   * @param writes whether the event is to be written when all rows have come; else a request does
   */
  static void open(Object resultSet, SqlStatementEvent event, boolean writes) {
    FetchedRows rows = CURRENT.get();
    if (rows == null) {
      rows = new FetchedRows();
      CURRENT.set(rows);
    }
    rows.add(new Cursor(resultSet, event, writes, ++rows.clock));
  }

  /** What advice calls when next() returns. */
  public static void next(Object resultSet, boolean row) {
    FetchedRows rows = CURRENT.get();
    if (rows == null) {
      return;
    }
    for (int i = 0; i < OPEN; i++) {
      Cursor cursor = rows.cursors[i];
      if (cursor != null && cursor.refersTo(resultSet)) {
        if (row) {
          cursor.event.rows++;
          cursor.used = ++rows.clock;
        } else {
          rows.end(i);
        }
        return;
      }
    }
  }

  /** What advice calls when a result set is closed. */
  public static void closed(Object resultSet) {
    FetchedRows rows = CURRENT.get();
    for (int i = 0; rows != null && i < OPEN; i++) {
      Cursor cursor = rows.cursors[i];
      if (cursor != null && cursor.refersTo(resultSet)) {
        rows.end(i);
      }
    }
  }

  /** A connection is closed on this thread, and its result sets with it. */
  static void closeAll() {
    FetchedRows rows = CURRENT.get();
    for (int i = 0; rows != null && i < OPEN; i++) {
      rows.end(i);
    }
  }

  private void add(Cursor added) {
    int place = 0;
    for (int i = 0; i < OPEN; i++) {
      Cursor cursor = cursors[i];
      if (cursor == null) {
        place = i;
        break;
      }
      if (cursor.used - cursors[place].used < 0) {
        place = i;
      }
    }
    end(place);
    cursors[place] = added;
  }

  private void end(int place) {
    Cursor ended = cursors[place];
    cursors[place] = null;
    if (ended != null && ended.writes) {
      ended.event.commit();
      Requests.wrote(1);
    }
  }

  /** One open query. */
  private static final class Cursor extends WeakReference<Object> {
    private final SqlStatementEvent event;
    private final boolean writes;
    private int used;

    private Cursor(Object resultSet, SqlStatementEvent event, boolean writes, int used) {
      super(resultSet);
      this.event = event;
      this.writes = writes;
      this.used = used;
    }
  }
}
