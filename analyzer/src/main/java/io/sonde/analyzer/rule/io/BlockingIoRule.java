package io.sonde.analyzer.rule.io;

import io.sonde.analyzer.aggregate.CallSite;
import io.sonde.analyzer.aggregate.CallSites;
import io.sonde.analyzer.aggregate.ThreadRole;
import io.sonde.analyzer.aggregate.WaitingTime;
import io.sonde.analyzer.finding.Finding;
import io.sonde.analyzer.finding.RuleResult;
import io.sonde.analyzer.finding.Severity;
import io.sonde.analyzer.model.Coverage;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.model.WaitKind;
import io.sonde.analyzer.model.WaitTable;
import io.sonde.analyzer.rule.Examination;
import io.sonde.analyzer.rule.Need;
import io.sonde.analyzer.rule.Rule;
import io.sonde.analyzer.unit.Formats;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Do users wait for files: a force to the disk in each request, a log that is written while they
 * wait, large reads? Sockets are asked about only where neither a database's driver nor an HTTP
 * client is known to use them. The limits are Amdahl's, as of hot-path.
 */
public final class BlockingIoRule implements Rule {
  public static final String ID = "blocking-io";

  /** Share of the waiting time worth a word: requests at best 1.1 times faster. */
  static final double INFO_RATIO = 0.1;

  /** Share of the waiting time that warrants a change: at best 1.25 times faster. */
  static final double WARNING_RATIO = 0.2;

  /** Share of the waiting time without which requests were twice as fast. */
  static final double CRITICAL_RATIO = 0.5;

  /** Waits below which it was a hiccup of the disk, and no habit of the code; our choice. */
  static final int MIN_WAITS = 20;

  /** Without requests: share of the elapsed time that a site's threads waited, all together. */
  static final double ELAPSED_RATIO = 0.2;

  /** Nanoseconds; the threshold of Sonde's agent, above which thresholds are worth a word. */
  static final long NOTICED_NANOS = 1_000_000L;

  private static final Set<String> FILE_EVENTS =
      Set.of("jdk.FileRead", "jdk.FileWrite", "jdk.FileForce");

  @Override
  public String id() {
    return ID;
  }

  @Override
  public List<Need> needs() {
    return List.of(
        new Need(
            "waits for files",
            FILE_EVENTS,
            "Enable jdk.FileRead, jdk.FileWrite and jdk.FileForce with a threshold of 1 ms, or"
                + " record with Sonde's agent."));
  }

  @Override
  public RuleResult evaluate(Examination examination) {
    Recording recording = examination.recording();
    if (recording.coveredNanos() <= 0) {
      return new RuleResult.NotApplicable(ID, "The recording covers no time.");
    }
    boolean users = examination.waitingTime().isKnown();
    List<Finding> findings = new ArrayList<>();
    double files = judge(examination, WaitKind.FILE, findings);
    if (users) {
      judge(examination, WaitKind.SOCKET, findings);
    }
    if (!findings.isEmpty()) {
      return new RuleResult.Found(ID, findings);
    }
    return new RuleResult.Ok(
        ID,
        users
            ? "Of the waiting time "
                + Formats.percent(files)
                + " went into files; "
                + Formats.percent(INFO_RATIO)
                + " at one place would be told."
                + hidden(recording.coverage())
            : "Threads waited for files for "
                + Formats.percent(files)
                + " of the elapsed time, all together; "
                + Formats.percent(ELAPSED_RATIO)
                + " at one place would be told. No requests were recorded, so whether users waited"
                + " is not known."
                + hidden(recording.coverage()));
  }

  /** Fast disks force data in a few milliseconds, of which the JDK's own settings record none. */
  private static String hidden(Coverage coverage) {
    long threshold =
        FILE_EVENTS.stream()
            .filter(coverage::isEnabled)
            .mapToLong(coverage::thresholdNanos)
            .max()
            .orElse(0);
    return threshold > NOTICED_NANOS
        ? " Waits shorter than " + Formats.nanos(threshold) + " were not recorded."
        : "";
  }

  /** Adds what is worth telling; returns the share that all sites have together. */
  private static double judge(Examination examination, WaitKind kind, List<Finding> findings) {
    Recording recording = examination.recording();
    WaitingTime time = examination.waitingTime();
    boolean users = time.isKnown();
    double whole = users ? time.totalNanos() : recording.coveredNanos();
    double least = users ? INFO_RATIO : ELAPSED_RATIO;
    CallSites sites = CallSites.of(recording);
    WaitTable waits = recording.waits();
    for (int i = 0; i < waits.size(); i++) {
      if (waits.kind(i) == kind) {
        sites.add(waits.stack(i), users ? time.nanosOfWait(i) : ofApplication(recording, i));
      }
    }
    if (sites.total() / whole >= least) {
      for (CallSite site : sites.heaviest()) {
        double share = site.weight() / whole;
        SiteWaits of = SiteWaits.of(examination, sites, site, kind);
        if (share >= least && of.count() >= MIN_WAITS) {
          Severity severity = severity(share, users && kind == WaitKind.FILE);
          findings.add(
              new BlockingIoFinding(
                      examination, sites, site, of, kind, Math.min(1, share), severity)
                  .finding());
        }
      }
    }
    return sites.total() / whole;
  }

  /** Without requests nobody is known to wait; and what a socket waits for is another's matter. */
  private static Severity severity(double share, boolean mayWarn) {
    if (!mayWarn || share < WARNING_RATIO) {
      return Severity.INFO;
    }
    return share >= CRITICAL_RATIO ? Severity.CRITICAL : Severity.WARNING;
  }

  private static double ofApplication(Recording recording, int wait) {
    WaitTable waits = recording.waits();
    int thread = waits.thread(wait);
    boolean own =
        thread < 0
            || ThreadRole.of(recording.threads().get(thread).name()) == ThreadRole.APPLICATION;
    return own ? waits.endNanos(wait) - waits.startNanos(wait) : 0;
  }
}
