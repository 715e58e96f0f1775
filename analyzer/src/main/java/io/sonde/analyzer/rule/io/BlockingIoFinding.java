package io.sonde.analyzer.rule.io;

import io.sonde.analyzer.aggregate.CallSite;
import io.sonde.analyzer.aggregate.CallSites;
import io.sonde.analyzer.aggregate.Place;
import io.sonde.analyzer.finding.Evidence;
import io.sonde.analyzer.finding.Finding;
import io.sonde.analyzer.finding.ImpactOf;
import io.sonde.analyzer.finding.Severity;
import io.sonde.analyzer.model.RequestTable;
import io.sonde.analyzer.model.WaitKind;
import io.sonde.analyzer.rule.Examination;
import io.sonde.analyzer.rule.Locations;
import io.sonde.analyzer.unit.Formats;
import io.sonde.analyzer.unit.Unit;
import java.util.ArrayList;
import java.util.List;

/** Words a finding on one place that waits for files or sockets. */
record BlockingIoFinding(
    Examination examination,
    CallSites sites,
    CallSite site,
    SiteWaits waits,
    WaitKind kind,
    double share,
    Severity severity) {
  private static final List<String> LOGGING =
      List.of("ch.qos.logback.", "org.apache.logging.", "org.apache.log4j.", "java.util.logging.");

  Finding finding() {
    boolean users = examination.waitingTime().isKnown();
    FileUse use = FileUse.of(examination.recording(), sites, site);
    return new Finding(
        BlockingIoRule.ID,
        severity,
        share,
        users ? ImpactOf.WAITING_TIME : ImpactOf.ELAPSED_TIME,
        title(use, users),
        summary(use, users),
        kind == WaitKind.SOCKET ? socketAdvice() : advice(use),
        evidence(use, users),
        site.places().stream().map(Locations::of).toList(),
        null,
        waits.fromNanos(),
        waits.toNanos());
  }

  private String what(FileUse use) {
    return kind == WaitKind.SOCKET
        ? "sockets"
        : isLogging() ? "writing the log" : use.operations() > 0 ? use.words() : "files";
  }

  private String title(FileUse use, boolean users) {
    return users
        ? Formats.percent(share)
            + " of the waiting time goes into "
            + what(use)
            + " in "
            + site.method().shortName()
        : site.method().shortName()
            + " waits for "
            + (kind == WaitKind.SOCKET ? "sockets" : "files")
            + " for "
            + Formats.percent(share)
            + " of the time";
  }

  private String summary(FileUse use, boolean users) {
    StringBuilder text =
        new StringBuilder()
            .append(waits.count())
            .append(users ? " waits of requests" : " waits")
            .append(" in ")
            .append(site.describe())
            .append(" took ")
            .append(Formats.nanos(site.weight()))
            .append(" together, the longest ")
            .append(Formats.nanos(waits.longestNanos()))
            .append('.');
    if (kind == WaitKind.FILE && !use.file().isEmpty()) {
      text.append(" Most went into ").append(use.file()).append('.');
    }
    if (!users) {
      text.append(" No requests were recorded, so whether users waited is not known.");
    } else if (kind == WaitKind.SOCKET) {
      text.append(
          " Neither a database's driver nor an HTTP client is known there: it is another service or"
              + " a store that is called directly.");
    }
    return text.toString();
  }

  private String advice(FileUse use) {
    String name = site.method().shortName();
    if (isLogging()) {
      return "Let an asynchronous appender write the log (with a bounded queue), without a flush per"
          + " line, and log less on the way of requests; "
          + name
          + " logs most. Threads that wait for the appender's lock are lock-contention's matter.";
    }
    if (use.mostlyForces()) {
      return "Do not force to the disk once per request in "
          + name
          + ": gather what concurrent requests write and force it once for all of them (group"
          + " commit), or leave durability to the database, if losing the last second is allowed.";
    }
    if (use.mostlyReads()) {
      return "Keep what "
          + name
          + " reads in memory where it does not change, read less of it, or read it before the"
          + " request comes; reads of large files belong on threads of their own.";
    }
    return "Let another thread write what "
        + name
        + " writes, through a bounded queue, in few large writes (a buffer).";
  }

  private String socketAdvice() {
    return "See whom "
        + site.method().shortName()
        + " talks to and how often per request: ask for more at once, keep what does not change, or"
        + " set a timeout. slow-downstream knows HTTP clients only.";
  }

  private boolean isLogging() {
    for (Place frame : site.above()) {
      if (LOGGING.stream().anyMatch(frame.className()::startsWith)) {
        return true;
      }
    }
    return false;
  }

  private List<Evidence> evidence(FileUse use, boolean users) {
    List<Evidence> result = new ArrayList<>();
    result.add(
        Evidence.of(
            users ? "share of the waiting time" : "share of the elapsed time, threads together",
            share,
            Unit.RATIO,
            users ? BlockingIoRule.WARNING_RATIO : BlockingIoRule.ELAPSED_RATIO));
    result.add(Evidence.of("waits", waits.count(), Unit.COUNT, BlockingIoRule.MIN_WAITS));
    result.add(Evidence.of("longest wait", waits.longestNanos(), Unit.NANOSECONDS));
    double requests = requests();
    if (users && requests > 0) {
      result.add(Evidence.of("time per request", site.weight() / requests, Unit.NANOSECONDS));
    }
    if (kind == WaitKind.FILE && use.operations() > 0) {
      result.add(Evidence.of("forces to the disk", use.forces(), Unit.COUNT));
      result.add(Evidence.of("reads", use.reads(), Unit.COUNT));
      result.add(Evidence.of("writes", use.writes(), Unit.COUNT));
      result.add(Evidence.of("bytes read and written", use.bytes(), Unit.BYTES));
      if (!use.file().isEmpty()) {
        result.add(Evidence.text("file", use.file()));
      }
    }
    String threshold = examination.recording().coverage().settings().getOrDefault(setting(), "");
    if (!threshold.isEmpty()) {
      result.add(Evidence.text("shorter ones were not recorded", threshold));
    }
    return result;
  }

  private String setting() {
    return kind == WaitKind.SOCKET ? "jdk.SocketRead#threshold" : "jdk.FileWrite#threshold";
  }

  private double requests() {
    RequestTable table = examination.recording().requests().table();
    double requests = 0;
    for (int i = 0; i < table.size(); i++) {
      requests += table.weight(i);
    }
    return requests;
  }
}
