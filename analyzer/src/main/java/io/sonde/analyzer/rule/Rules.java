package io.sonde.analyzer.rule;

import io.sonde.analyzer.finding.RuleResult;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.rule.code.CodeCacheRule;
import io.sonde.analyzer.rule.code.DeoptimizationStormRule;
import io.sonde.analyzer.rule.cpu.CpuSaturationRule;
import io.sonde.analyzer.rule.cpu.CpuThrottlingRule;
import io.sonde.analyzer.rule.cpu.HotPathRule;
import io.sonde.analyzer.rule.database.NPlusOneRule;
import io.sonde.analyzer.rule.database.SlowQueryRule;
import io.sonde.analyzer.rule.downstream.SlowDownstreamRule;
import io.sonde.analyzer.rule.exceptions.ExceptionStormRule;
import io.sonde.analyzer.rule.executor.ExecutorSaturationRule;
import io.sonde.analyzer.rule.gc.ExplicitGcRule;
import io.sonde.analyzer.rule.gc.GcLongPauseRule;
import io.sonde.analyzer.rule.gc.GcPressureRule;
import io.sonde.analyzer.rule.gc.HumongousAllocationRule;
import io.sonde.analyzer.rule.io.BlockingIoRule;
import io.sonde.analyzer.rule.lock.DeadlockRule;
import io.sonde.analyzer.rule.lock.LockContentionRule;
import io.sonde.analyzer.rule.lock.LongSafepointRule;
import io.sonde.analyzer.rule.lock.VirtualThreadPinningRule;
import io.sonde.analyzer.rule.memory.AllocationHotPathRule;
import io.sonde.analyzer.rule.memory.ClassLoaderLeakRule;
import io.sonde.analyzer.rule.memory.HeapLeakRule;
import io.sonde.analyzer.rule.memory.NativeMemoryLeakRule;
import io.sonde.analyzer.rule.memory.ThreadLeakRule;
import io.sonde.analyzer.rule.pool.ConnectionHeldTooLongRule;
import io.sonde.analyzer.rule.pool.ConnectionPoolSaturationRule;
import io.sonde.analyzer.rule.recording.RecordingQualityRule;
import java.util.List;

/** The registry: every rule, in the order of docs/rules.md. */
public final class Rules {
  private static final List<Rule> ALL =
      List.of(
          new HotPathRule(),
          new AllocationHotPathRule(),
          new ClassLoaderLeakRule(),
          new HeapLeakRule(),
          new GcPressureRule(),
          new GcLongPauseRule(),
          new ExplicitGcRule(),
          new HumongousAllocationRule(),
          new ThreadLeakRule(),
          new NativeMemoryLeakRule(),
          new NPlusOneRule(),
          new SlowQueryRule(),
          new ConnectionPoolSaturationRule(),
          new ConnectionHeldTooLongRule(),
          new ExecutorSaturationRule(),
          new SlowDownstreamRule(),
          new LockContentionRule(),
          new DeadlockRule(),
          new VirtualThreadPinningRule(),
          new LongSafepointRule(),
          new ExceptionStormRule(),
          new CpuThrottlingRule(),
          new CpuSaturationRule(),
          new BlockingIoRule(),
          new CodeCacheRule(),
          new DeoptimizationStormRule(),
          new RecordingQualityRule());

  private Rules() {}

  public static List<Rule> all() {
    return ALL;
  }

  /** One result for each rule, in the registry's order. */
  public static List<RuleResult> evaluate(Recording recording) {
    Examination examination = new Examination(recording);
    List<RuleResult> results = ALL.stream().map(rule -> evaluate(rule, examination)).toList();
    return new Doubts(examination).said(new FindingWindows(examination).narrowed(results));
  }

  /** One rule's result; a defect of the rule is a result too and leaves the others alone. */
  public static RuleResult evaluate(Rule rule, Recording recording) {
    return evaluate(rule, new Examination(recording));
  }

  private static RuleResult evaluate(Rule rule, Examination examination) {
    for (Need need : rule.needs()) {
      if (!need.isMetBy(examination.recording().coverage())) {
        return new RuleResult.NotApplicable(rule.id(), need.unmetReason());
      }
    }
    try {
      return rule.evaluate(examination);
    } catch (RuntimeException | StackOverflowError defect) {
      return RuleResult.Failed.of(rule.id(), defect);
    }
  }
}
