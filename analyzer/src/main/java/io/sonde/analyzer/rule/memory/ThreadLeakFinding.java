package io.sonde.analyzer.rule.memory;

import io.sonde.analyzer.aggregate.OwnPlaces;
import io.sonde.analyzer.aggregate.StartUp;
import io.sonde.analyzer.finding.Evidence;
import io.sonde.analyzer.finding.Finding;
import io.sonde.analyzer.finding.ImpactOf;
import io.sonde.analyzer.finding.Location;
import io.sonde.analyzer.finding.Severity;
import io.sonde.analyzer.model.Frame;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.rule.Locations;
import io.sonde.analyzer.rule.memory.ThreadGroups.Group;
import io.sonde.analyzer.rule.memory.ThreadGroups.Life;
import io.sonde.analyzer.unit.Formats;
import io.sonde.analyzer.unit.Unit;
import java.util.ArrayList;
import java.util.List;

/**
 * What thread-leak says, with its numbers.
 *
 * @param growth of what is told of
 * @param all growth of all threads
 */
record ThreadLeakFinding(Recording recording, SeriesGrowth growth, SeriesGrowth all) {
  /** Threads of a process at which Linux's default ends: PID_MAX_DEFAULT in linux/threads.h. */
  static final double LIMIT = 32_768;

  /** Part of the judged time, at its end, in which a pool in use is seen at work; our choice. */
  private static final double RECENT_RATIO = 1.0 / 3;

  /** Share of a pool's older threads that must have been at work there; our choice. */
  private static final double IN_USE_RATIO = 0.5;

  /** Share of the living threads that one place starts where they leak; our choice. */
  private static final double ONE_STARTER_RATIO = 0.5;

  /** Frames of those who start threads for a pool. */
  private static final List<String> POOLS =
      List.of(
          "java.util.concurrent.ThreadPoolExecutor",
          "java.util.concurrent.ForkJoinPool",
          "org.apache.tomcat.util.threads.ThreadPoolExecutor",
          "org.eclipse.jetty.util.thread.QueuedThreadPool",
          "org.xnio.",
          "org.jboss.threads.");

  private static final int NAMED_SITES = 3;

  Finding of(Group group) {
    boolean grows = isPoolInUse(group);
    String names = '"' + group.pattern() + '"';
    return finding(
        grows,
        (grows ? "Threads named " : "Threads leak: ") + names,
        "Of threads named "
            + names
            + ", "
            + group.lives().size()
            + " were started and "
            + (group.lives().size() - group.living().size())
            + " have ended; those that live grow by "
            + Formats.format(growth.slope(), Unit.PER_SECOND)
            + " without levelling off."
            + (grows
                ? " They are of one pool, and most of its older threads were at work to the end, so"
                    + " it may be a pool that grows with its load."
                : ""),
        group.living());
  }

  Finding ofAll(List<Group> groups) {
    List<Life> living = groups.stream().flatMap(group -> group.living().stream()).toList();
    boolean starts = isStart(living);
    return finding(
        starts,
        starts ? "Threads" : "Threads leak",
        "The number of threads grows by "
            + Formats.format(growth.slope(), Unit.PER_SECOND)
            + " without levelling off: from "
            + Formats.format(growth.first(), Unit.COUNT)
            + " to "
            + Formats.format(growth.last(), Unit.COUNT)
            + "."
            + (starts
                ? " These are the JVM's first two minutes, and no code started most of them, so it"
                    + " may be the service that starts."
                : ""),
        living);
  }

  /** A service starts its pools from many places; a leak has one that starts most threads. */
  private boolean isStart(List<Life> living) {
    OwnPlaces places = OwnPlaces.of(recording);
    living.forEach(life -> places.add(life.stack(), 1));
    List<OwnPlaces.Site> starters = places.ranked();
    return StartUp.isAll(recording)
        && !starters.isEmpty()
        && starters.get(0).weight() < ONE_STARTER_RATIO * living.size();
  }

  private boolean isPoolInUse(Group group) {
    List<Life> living = group.living();
    if (!group.isOnePool() || living.stream().noneMatch(this::isOfPool)) {
      return false;
    }
    long from = growth.fromNanos();
    long end = recording.endNanos();
    long recent = end - (long) (RECENT_RATIO * (end - from));
    long[] lastWork = ThreadGroups.lastWork(recording);
    List<Life> older =
        living.stream().filter(life -> life.startNanos() < from + (end - from) / 2).toList();
    long atWork = older.stream().filter(life -> lastWork[life.thread()] >= recent).count();
    return !older.isEmpty() && atWork >= IN_USE_RATIO * older.size();
  }

  private boolean isOfPool(Life life) {
    return recording.stacks().framesOf(life.stack()).stream()
        .map(Frame::className)
        .anyMatch(name -> POOLS.stream().anyMatch(name::startsWith));
  }

  private Finding finding(boolean doubtful, String what, String summary, List<Life> living) {
    OwnPlaces places = OwnPlaces.of(recording);
    living.forEach(life -> places.add(life.stack(), 1));
    List<OwnPlaces.Site> starters = places.ranked();
    double left = all.readings().isEmpty() ? growth.nanosUntil(LIMIT) : timeLeft();
    Severity severity =
        doubtful || left > LeakFinding.WARNING_NANOS
            ? Severity.INFO
            : left <= LeakFinding.CRITICAL_NANOS ? Severity.CRITICAL : Severity.WARNING;
    List<Location> location = new ArrayList<>();
    if (!starters.isEmpty()) {
      starters.get(0).places().forEach(place -> location.add(Locations.of(place)));
    }
    return new Finding(
        ThreadLeakRule.ID,
        severity,
        doubtful ? 0 : Math.max(0, 1 - left / LeakFinding.IMPACT_NANOS),
        ImpactOf.NEXT_DAY,
        what
            + (doubtful ? " become more, " : ", ")
            + Formats.format(growth.slope(), Unit.PER_SECOND)
            + (starters.isEmpty() ? "" : ", started in " + starters.get(0).method().shortName()),
        summary,
        advice(doubtful, starters),
        evidence(starters, living, left),
        location,
        null,
        growth.fromNanos(),
        recording.endNanos());
  }

  private double timeLeft() {
    return growth.slope() <= 0
        ? Double.POSITIVE_INFINITY
        : Math.max(0, LIMIT - all.last()) / growth.slope() * 1e9;
  }

  private static String advice(boolean doubtful, List<OwnPlaces.Site> starters) {
    String place = starters.isEmpty() ? "" : " in " + starters.get(0).method().shortName();
    return doubtful
        ? "Record for longer, until the load stays as it is; if a pool has no limit, give it one."
        : "Do not start threads"
            + place
            + " for each use: share one executor with a limit, and shut down"
            + " (close, cancel) every executor, timer and client that is made for one use."
            + (starters.isEmpty()
                ? " Enable jdk.ThreadStart with stack traces to see who starts them."
                : "");
  }

  private List<Evidence> evidence(List<OwnPlaces.Site> starters, List<Life> living, double left) {
    List<Evidence> result = new ArrayList<>();
    result.addAll(growth.evidence("living threads of these", Unit.COUNT, Unit.PER_SECOND));
    if (!all.readings().isEmpty()) {
      result.add(Evidence.of("threads in all at last", all.last(), Unit.COUNT));
    }
    result.add(Evidence.of("started and not ended", living.size(), Unit.COUNT));
    double total = Math.max(1, living.size());
    for (OwnPlaces.Site site : starters.subList(0, Math.min(NAMED_SITES, starters.size()))) {
      result.add(
          Evidence.of(
              "started in " + site.method().shortName(), site.weight() / total, Unit.RATIO));
    }
    if (starters.isEmpty()) {
      result.add(
          Evidence.text(
              "who starts them", "not applicable: enable jdk.ThreadStart with stack traces"));
    }
    if (Double.isFinite(left)) {
      result.add(
          Evidence.of(
              "time until " + Formats.format(LIMIT, Unit.COUNT) + " threads",
              left,
              Unit.NANOSECONDS,
              LeakFinding.WARNING_NANOS));
    }
    return result;
  }
}
