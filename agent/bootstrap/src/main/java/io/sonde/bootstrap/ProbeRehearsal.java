package io.sonde.bootstrap;

/**
 * Runs the probes' own code, as often as asked, on cells and routes that belong to nobody, so that
 * its cost can be measured; nothing of it is counted or written. Used by one thread of the agent.
 */
public final class ProbeRehearsal implements AutoCloseable {
  /** In place of a method's number. */
  static final int NOBODY = -1;

  private static final int EXACT = 0;
  private static final int COUNTED = 1;

  /** Statements that one rehearsed request holds; what a request keeps of them is bounded. */
  private static final int STATEMENTS = 100;

  private final ThreadCells cells = new ThreadCells(Thread.currentThread());
  private final ThreadLocal<RequestStretch> current = new ThreadLocal<>();
  private final RouteCell route = new RouteCell(Requests.HTTP, "");
  private final SqlText text = new SqlText("", null);
  private ActiveRequest request = newRequest();
  private int statements;

  public ProbeRehearsal() {
    cells.byMethod =
        new MethodCell[] {
          new ThreadCell(NOBODY, 1, cells), new ThreadCell(NOBODY, TimingMode.COUNT_ONLY, cells)
        };
    MethodProbe.rehearse(cells);
  }

  /** Times that many calls. */
  public void exact(int calls) {
    for (int i = 0; i < calls; i++) {
      call(EXACT);
    }
  }

  /** Counts that many calls. */
  public void counted(int calls) {
    for (int i = 0; i < calls; i++) {
      call(COUNTED);
    }
  }

  /** Requests from their beginning to their end, but for their event. */
  public void requests(int calls) {
    for (int i = 0; i < calls; i++) {
      ActiveRequest rehearsed = newRequest();
      RequestStretch stretch = RequestStretch.entry(rehearsed, current);
      stretch.enter();
      stretch.leave();
      rehearsed.rehearseEnd(route);
    }
  }

  /** SQL statements of a request, but for writing their events. */
  public void statements(int calls) {
    for (int i = 0; i < calls; i++) {
      if (++statements % STATEMENTS == 0) {
        request = newRequest();
      }
      DatabaseCall.rehearse(text, request);
    }
  }

  @Override
  public void close() {
    MethodProbe.rehearse(null);
    cells.retire();
  }

  /** What the advice does. */
  private static void call(int method) {
    MethodCell cell = MethodProbe.cell(method);
    long before = cell.before();
    long start = cell.begin();
    if (start != MethodProbe.UNTIMED) {
      cell.end(start, before);
    }
  }

  private static ActiveRequest newRequest() {
    TraceIdentity trace = new TraceIdentity(null, null, null, null);
    trace.look();
    return new ActiveRequest(0, null, Requests.HTTP, trace);
  }
}
