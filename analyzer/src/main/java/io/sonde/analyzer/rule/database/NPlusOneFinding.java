package io.sonde.analyzer.rule.database;

import io.sonde.analyzer.aggregate.CallUse;
import io.sonde.analyzer.aggregate.CallUse.Source;
import io.sonde.analyzer.aggregate.Place;
import io.sonde.analyzer.finding.Evidence;
import io.sonde.analyzer.finding.Finding;
import io.sonde.analyzer.finding.ImpactOf;
import io.sonde.analyzer.finding.Severity;
import io.sonde.analyzer.rule.Locations;
import io.sonde.analyzer.unit.Formats;
import io.sonde.analyzer.unit.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Words what requests repeat: the route that loses most leads. */
final class NPlusOneFinding {
  private final List<CallUse> all;
  private final CallUse use;

  /**
   * @param all of one text, by route, the dearest first
   */
  NPlusOneFinding(List<CallUse> all) {
    this.all = all;
    this.use = all.get(0);
  }

  Finding ofStatement(Severity severity) {
    boolean isQuery = StatementText.isQuery(use.text());
    String what = isQuery ? "one query" : "one statement";
    return finding(severity, what, "run", StatementText.brief(use.text()), advice(isQuery));
  }

  Finding ofCall(Severity severity) {
    return finding(
        severity,
        "one outgoing call",
        "make",
        StatementText.brief(use.text()),
        "Ask the other service for all at once: a call that takes a list of ids, or one that returns"
            + " the whole page. Where it offers none, make the calls side by side on a bounded"
            + " executor, or keep answers that seldom change."
            + place());
  }

  private Finding finding(
      Severity severity, String what, String done, String brief, String advice) {
    String where = use.places().isEmpty() ? "" : " in " + use.places().get(0).shortName();
    return new Finding(
        NPlusOneRule.ID,
        severity,
        NPlusOneRule.saved(all),
        ImpactOf.WAITING_TIME,
        use.route().name()
            + " repeats "
            + what
            + " "
            + count(use.repeats().median())
            + " times"
            + where,
        "Half of the requests "
            + done
            + " it "
            + count(use.repeats().median())
            + " times or more, one in ten "
            + count(use.repeats().p90())
            + " times or more: "
            + Formats.nanos(use.nanosPerRequest())
            + " of each, "
            + Formats.percent(use.routeShare())
            + " of the route's time. It is: "
            + brief
            + (brief.endsWith(".") ? "" : ".")
            + source()
            + otherRoutes(),
        advice,
        evidence(),
        use.places().stream().map(Locations::of).toList(),
        use.route().name(),
        use.fromNanos(),
        use.toNanos());
  }

  private String source() {
    Source source = use.source();
    return source == null
        ? ""
        : " About one execution for each of the "
            + count(source.rows())
            + " rows that another query yields first: "
            + StatementText.brief(source.text())
            + ".";
  }

  private String otherRoutes() {
    if (all.size() == 1) {
      return "";
    }
    List<String> names = all.stream().skip(1).limit(2).map(each -> each.route().name()).toList();
    int more = all.size() - 1 - names.size();
    return " "
        + String.join(", ", names)
        + (more > 0 ? " and " + more + " other routes do" : names.size() > 1 ? " do" : " does")
        + " the same.";
  }

  private String advice(boolean isQuery) {
    String store = StatementText.store(use.text());
    if (!store.isEmpty()) {
      return ofStore(store) + place();
    }
    if (!isQuery) {
      return "Where the loop may wait with it, gather the rows and write them at once: addBatch and"
          + " executeBatch, or hibernate.jdbc.batch_size with ids from a sequence."
          + place();
    }
    String many = StatementText.forMany(use.text());
    String instead = many.isEmpty() ? "one query for all rows" : "one query: " + many;
    String column = StatementText.comparedColumn(use.text());
    return switch (use.way()) {
      case LAZY_COLLECTION ->
          "A lazy collection is filled for one entity after the other. Fetch it with its owners (join"
              + " fetch in the query, or an entity graph), or set @BatchSize on it, which makes "
              + instead
              + "."
              + place();
      case LAZY_REFERENCE ->
          "Entities behind lazy references are fetched one by one. Fetch them with their owners (join"
              + " fetch in the query, or an entity graph), or set @BatchSize on the entity, which"
              + " makes "
              + instead
              + "."
              + place();
      case EAGER_REFERENCE ->
          "A query loads entities and then each eager reference of theirs by itself. Make the"
              + " reference lazy (fetch = FetchType.LAZY), or fetch it in the same query (join fetch,"
              + " or an entity graph)."
              + place();
      case REPOSITORY ->
          "Call the repository once for all"
              + (column.isEmpty() ? "" : ", with a method that takes a list (findAllById, or …In)")
              + ", and look the results up in a map: "
              + instead
              + ". A join fetch in the query that yields the rows does it without a second one."
              + place();
      case MAPPER, DIRECT ->
          "Collect the keys first and run " + instead + ", or join the tables." + place();
    };
  }

  private static String ofStore(String store) {
    return switch (store) {
      case "redis", "valkey" ->
          "Ask for all at once: MGET for keys, HMGET for fields of one hash; other commands in a"
              + " pipeline, which sends them without waiting for each answer.";
      case "mongodb" -> "Ask for all at once: one find with $in, or an aggregation with $lookup.";
      default ->
          "Ask for all at once: stores have a multi-get, a bulk request or a batch for that.";
    };
  }

  private String place() {
    if (use.places().isEmpty()) {
      return "";
    }
    Place place = use.places().get(0);
    return " The loop is in or above "
        + place.shortName()
        + (place.line() > 0 ? ", line " + place.line() : "")
        + ".";
  }

  private List<Evidence> evidence() {
    List<Evidence> evidence = new ArrayList<>();
    evidence.add(
        Evidence.of(
            "times per request, one in ten or more",
            use.repeats().p90(),
            Unit.COUNT,
            NPlusOneRule.LEAST_REPEATS));
    evidence.add(Evidence.of("times per request, median", use.repeats().median(), Unit.COUNT));
    evidence.add(Evidence.of("times per request, most", use.repeats().max(), Unit.COUNT));
    evidence.add(
        Evidence.of(
            "time per request", use.nanosPerRequest(), Unit.NANOSECONDS, NPlusOneRule.LEAST_NANOS));
    evidence.add(
        Evidence.of(
            "share of the route's time",
            use.routeShare(),
            Unit.RATIO,
            NPlusOneRule.WARNING_ROUTE_RATIO));
    evidence.add(
        Evidence.of(
            "share of all waiting time that one execution would save",
            NPlusOneRule.saved(all),
            Unit.RATIO,
            NPlusOneRule.WARNING_RATIO));
    evidence.add(Evidence.of("requests that repeat it", use.requests(), Unit.COUNT));
    evidence.add(Evidence.of("one execution, mean", use.duration().mean(), Unit.NANOSECONDS));
    evidence.add(Evidence.text(Evidence.STATEMENT, use.text()));
    Source source = use.source();
    if (source != null) {
      evidence.add(Evidence.text("follows", source.text()));
      evidence.add(Evidence.of("rows of that", source.rows(), Unit.COUNT));
    }
    return evidence;
  }

  private static String count(double value) {
    return String.format(Locale.ROOT, "%,d", Math.round(value));
  }
}
