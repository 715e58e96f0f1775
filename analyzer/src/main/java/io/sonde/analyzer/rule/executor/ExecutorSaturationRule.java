package io.sonde.analyzer.rule.executor;

import io.sonde.analyzer.aggregate.ExecutorLoad;
import io.sonde.analyzer.aggregate.ExecutorLoads;
import io.sonde.analyzer.aggregate.ServerPools;
import io.sonde.analyzer.finding.Finding;
import io.sonde.analyzer.finding.RuleResult;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.rule.Examination;
import io.sonde.analyzer.rule.Need;
import io.sonde.analyzer.rule.Rule;
import io.sonde.analyzer.unit.Formats;
import io.sonde.events.EventNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Do users wait for a thread? Of an application's executors the tasks of requests tell, one by one;
 * of servers' worker pools readings of their queues, since a request begins only with its thread.
 */
public final class ExecutorSaturationRule implements Rule {
  public static final String ID = "executor-saturation";

  /** Share of users' waiting time in a queue, which is pure loss; our choice. */
  static final double WARNING_RATIO = 0.1;

  /** The same share at which users would wait half as long without it. */
  static final double CRITICAL_RATIO = 0.5;

  /** Share of users' waiting time worth a word: what the 99th percentile leaves. */
  static final double INFO_RATIO = 0.01;

  /** Mean wait of tasks that nobody awaits worth a word, in ns: a second (J. Nielsen 1993). */
  static final double INFO_WAIT_NANOS = 1e9;

  /** Mean wait of a sufficient executor, as a share of the mean run: that of no queue. */
  static final double SUFFICIENT_RATIO = ExecutorLoads.QUEUE_RATIO;

  /** Share of the threads' time at work below which tasks come in bursts; our choice. */
  static final double BURST_RATIO = 0.5;

  /** Share of the machine's processors in use from which on more threads get no more of them. */
  static final double FULL_PROCESSORS = 0.95;

  /** Share of runs on a processor, or waiting for one, from which on threads are not the point. */
  static final double COMPUTING_RATIO = 0.5;

  /** Windows, or readings of a server's queue, that make more than a burst; our choice. */
  static final int FEWEST = 2;

  @Override
  public String id() {
    return ID;
  }

  @Override
  public List<Need> needs() {
    return List.of(
        new Need(
            "tasks of requests and states of executors",
            Set.of(EventNames.TASK, EventNames.EXECUTOR_STATE),
            "Record with Sonde's agent; no event of the JDK tells of executors' queues."));
  }

  @Override
  public RuleResult evaluate(Examination examination) {
    Recording recording = examination.recording();
    List<ExecutorLoad> loads =
        ExecutorLoads.of(recording, examination.threadActivity(), examination.waitingTime());
    boolean readings = recording.coverage().count(EventNames.EXECUTOR_STATE) > 0;
    if (loads.isEmpty() && !readings) {
      return new RuleResult.NotApplicable(
          ID,
          "No task of a request and no state of an executor was recorded: no request handed work to"
              + " another thread, or none came in. Record under load.");
    }
    List<Finding> findings = new ArrayList<>();
    for (ExecutorLoad load : loads) {
      if (load.queued() && isWorthAWord(load)) {
        findings.add(ExecutorFinding.of(recording, load));
      }
    }
    for (ServerPools.Full full : ServerPools.of(recording, examination.threadActivity())) {
      findings.add(ServerPoolFinding.of(recording, full));
    }
    return findings.isEmpty() ? ok(loads) : new RuleResult.Found(ID, findings);
  }

  private static boolean isWorthAWord(ExecutorLoad load) {
    return load.usersShare() >= INFO_RATIO || load.meanQueueNanos() >= INFO_WAIT_NANOS;
  }

  private static RuleResult ok(List<ExecutorLoad> loads) {
    String tasks = "";
    if (!loads.isEmpty() && loads.get(0).tasks() > 0) {
      ExecutorLoad most = loads.get(0);
      tasks =
          "Tasks waited longest for threads "
              + most.threads()
              + "*: "
              + Formats.nanos(most.meanQueueNanos())
              + " for a run of "
              + Formats.nanos(most.meanRunNanos())
              + " each; "
              + Formats.percent(ExecutorLoads.QUEUE_RATIO)
              + " of it and "
              + Formats.percent(INFO_RATIO)
              + " of users' waiting time would be told. ";
    }
    return new RuleResult.Ok(
        ID, tasks + "No server's worker pool was full with requests waiting when looked at.");
  }
}
