package io.sonde.analyzer.cli;

import io.sonde.analyzer.aggregate.RankedRequests;
import io.sonde.analyzer.aggregate.RequestCover;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.model.RequestTable;
import io.sonde.analyzer.model.Requests;
import io.sonde.analyzer.model.Route;
import io.sonde.analyzer.unit.Formats;
import io.sonde.analyzer.unit.PrintableText;
import io.sonde.analyzer.unit.Unit;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The requests that a command was asked for.
 *
 * @param cover when which threads worked for them
 * @param title routes, threshold and number of requests, one line
 */
record RequestSelection(RequestCover cover, String title) {

  /**
   * @param input the recording as the user named it
   * @throws InputException when the recording holds no such request
   */
  static RequestSelection of(
      Recording recording, RouteGlob glob, @Nullable SlownessArgument slowness, String input) {
    RequestTable table = requests(recording, input, "--request");
    int[] ofRoutes = ofRoutes(recording.requests(), glob);
    if (ofRoutes.length == 0) {
      List<Route> routes = recording.requests().routes();
      throw new InputException(
          input
              + " holds no request of a route "
              + PrintableText.shortened(glob.text())
              + "; its routes are "
              + glob.nearest(routes.stream().map(Route::name).distinct().toList())
              + ".");
    }
    RankedRequests ranked = RankedRequests.of(table, ofRoutes);
    long least = slowness == null ? 0 : slowness.nanosOf(ranked);
    int[] slow = IntStream.of(ofRoutes).filter(row -> table.durationNanos(row) >= least).toArray();
    if (slow.length == 0) {
      throw new InputException(noneSoSlow(input, glob, least, ranked));
    }
    return new RequestSelection(
        RequestCover.of(recording, slow),
        PrintableText.shortened(glob.text())
            + threshold(slowness, least)
            + ": "
            + numbers(slow.length, ofRoutes.length));
  }

  /**
   * The requests of a trace, as {@link #of(Recording, RouteGlob, SlownessArgument, String)}. A
   * trace comes by several times where the service calls itself.
   */
  static RequestSelection of(Recording recording, TraceArgument trace, String input) {
    RequestTable table = recording.requests().table();
    int[] rows = rowsOfTrace(recording, trace, input);
    Route first = recording.requests().routes().get(table.route(rows[0]));
    String title =
        rows.length == 1
            ? PrintableText.shortened(first.name())
                + ", "
                + Formats.nanos(table.durationNanos(rows[0]))
            : numbers(rows.length, rows.length);
    return new RequestSelection(
        RequestCover.of(recording, rows), "Trace " + trace.id() + ": " + title);
  }

  /**
   * At least one.
   *
   * @throws InputException when the recording holds no such request
   */
  static int[] rowsOfTrace(Recording recording, TraceArgument trace, String input) {
    int[] rows = requests(recording, input, "--trace").rowsOfTrace(trace.id());
    if (rows.length == 0) {
      throw new InputException(
          input
              + " holds no request of trace "
              + trace.id()
              + "; fast requests above the agent's requests-per-second are counted only, and sonde"
              + " summary tells the time that the recording covers.");
    }
    return rows;
  }

  private static RequestTable requests(Recording recording, String input, String option) {
    RequestTable table = recording.requests().table();
    if (table.size() == 0) {
      throw new InputException(
          input
              + " holds no requests to select by "
              + option
              + "; record with Sonde's agent, which writes"
              + " them for the servers that it knows and for methods named by its key entry.");
    }
    return table;
  }

  private static int[] ofRoutes(Requests requests, RouteGlob glob) {
    boolean[] wanted = new boolean[requests.routes().size()];
    for (int i = 0; i < wanted.length; i++) {
      wanted[i] = glob.matches(requests.routes().get(i).name());
    }
    RequestTable table = requests.table();
    return IntStream.range(0, table.size()).filter(row -> wanted[table.route(row)]).toArray();
  }

  private static String noneSoSlow(
      String input, RouteGlob glob, long nanos, RankedRequests ranked) {
    return input
        + " holds no request of "
        + PrintableText.shortened(glob.text())
        + " that took "
        + Formats.nanos(nanos)
        + " or longer; the longest of "
        + Formats.format(ranked.size(), Unit.COUNT)
        + " took "
        + Formats.nanos(ranked.percentile(100))
        + ".";
  }

  private static String threshold(@Nullable SlownessArgument slowness, long nanos) {
    if (slowness == null) {
      return "";
    }
    String from = "from " + Formats.nanos(nanos) + " on";
    return ", " + (slowness.percent() > 0 ? "slower than " + slowness.text() + ", " + from : from);
  }

  private static String numbers(int some, int all) {
    String noun = all == 1 ? " recorded request" : " recorded requests";
    String number = Formats.format(all, Unit.COUNT);
    return some == all ? number + noun : Formats.format(some, Unit.COUNT) + " of " + number + noun;
  }
}
