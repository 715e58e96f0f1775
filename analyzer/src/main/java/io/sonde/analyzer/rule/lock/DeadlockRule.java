package io.sonde.analyzer.rule.lock;

import io.sonde.analyzer.aggregate.BlockedForGood;
import io.sonde.analyzer.aggregate.Deadlock;
import io.sonde.analyzer.aggregate.StuckThreads;
import io.sonde.analyzer.finding.Finding;
import io.sonde.analyzer.finding.RuleResult;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.rule.Examination;
import io.sonde.analyzer.rule.Need;
import io.sonde.analyzer.rule.Rule;
import io.sonde.analyzer.unit.Formats;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Do threads wait for each other so that none can ever go on? No event tells of a thread that is
 * blocked for good, for waits are written when they end; only looks at all threads do: the agent's,
 * every five seconds, and thread dumps.
 */
public final class DeadlockRule implements Rule {
  public static final String ID = "deadlock";

  private static final String THREAD_DUMP = "jdk.ThreadDump";

  /** Looks in a row that must see a thread at one place: two may be chance; our choice. */
  static final int LEAST_LOOKS = 3;

  /** Nanoseconds that these must span: no lock is held for a minute on purpose; our choice. */
  static final long LEAST_NANOS = 60_000_000_000L;

  @Override
  public String id() {
    return ID;
  }

  @Override
  public List<Need> needs() {
    return List.of(
        new Need(
            "looks at all threads",
            Set.of("sonde.Deadlock", THREAD_DUMP),
            "Record with Sonde's agent, which looks for deadlocks every 5 s, or enable"
                + " jdk.ThreadDump."));
  }

  @Override
  public RuleResult evaluate(Examination examination) {
    Recording recording = examination.recording();
    List<Finding> findings = new ArrayList<>();
    for (Deadlock deadlock : BlockedForGood.deadlocks(recording)) {
      findings.add(DeadlockFinding.of(recording, deadlock));
    }
    // Without these events a thread that went on in between looks as one that stands still.
    boolean seesProgress =
        recording.coverage().isEnabled("jdk.JavaMonitorEnter")
            && recording.coverage().isEnabled("jdk.ThreadPark");
    if (seesProgress) {
      for (StuckThreads stuck : BlockedForGood.stuck(recording, LEAST_LOOKS, LEAST_NANOS)) {
        findings.add(DeadlockFinding.of(recording, stuck));
      }
    }
    if (!findings.isEmpty()) {
      return new RuleResult.Found(ID, findings);
    }
    long dumps = recording.coverage().count(THREAD_DUMP);
    if (recording.session() == null && dumps == 0) {
      return new RuleResult.NotApplicable(
          ID,
          "Nobody looked at the threads: the recording holds no thread dump. Record with Sonde's"
              + " agent, or for longer than the period of jdk.ThreadDump.");
    }
    return new RuleResult.Ok(ID, ok(recording, dumps, seesProgress));
  }

  private static String ok(Recording recording, long dumps, boolean seesProgress) {
    return (recording.session() == null
            ? "No deadlock in "
            : "The agent's looks every 5 s saw no deadlock, nor did ")
        + dumps
        + (dumps == 1 ? " thread dump" : " thread dumps")
        + (seesProgress && dumps >= LEAST_LOOKS
            ? "; no thread was seen waiting for one lock at one place in "
                + LEAST_LOOKS
                + " dumps over "
                + Formats.nanos(LEAST_NANOS)
            : "; threads that stand still for another reason would be told from "
                + LEAST_LOOKS
                + " dumps and the waits between them")
        + ". Deadlocks of virtual threads cannot be seen.";
  }
}
