package io.sonde.analyzer.rule.code;

import io.sonde.analyzer.finding.Evidence;
import io.sonde.analyzer.finding.Finding;
import io.sonde.analyzer.finding.ImpactOf;
import io.sonde.analyzer.finding.RuleResult;
import io.sonde.analyzer.finding.Severity;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.rule.Examination;
import io.sonde.analyzer.rule.Locations;
import io.sonde.analyzer.rule.Need;
import io.sonde.analyzer.rule.Rule;
import io.sonde.analyzer.unit.Formats;
import io.sonde.analyzer.unit.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Does the JVM give compiled code up again and again after warm-up? Each time the method goes on in
 * the interpreter, and is compiled anew where the JVM still hopes. While a service warms up this is
 * how it learns.
 */
public final class DeoptimizationStormRule implements Rule {
  public static final String ID = "deoptimization-storm";

  /**
   * Times per second after warm-up from which it is told: a method may trap 100 times at one place
   * before the JVM compiles it otherwise (PerMethodTrapLimit), so that this many each second are no
   * learning.
   */
  static final double INFO_PER_SECOND = 100;

  /** Share of the JVM's CPU time; JDK Mission Control's limit for pauses, a pure cost, too. */
  static final double WARNING_RATIO = 0.1;

  /** Share of the JVM's CPU time; as gc-pressure has it for pauses, our choice. */
  static final double CRITICAL_RATIO = 0.25;

  /** Fewer samples than this leave a share of one tenth uncertain by ±6 points or more. */
  static final double MIN_SAMPLES = 100;

  /** Less recorded time is warm-up as a whole; our choice. */
  static final long MIN_NANOS = 10_000_000_000L;

  @Override
  public String id() {
    return ID;
  }

  @Override
  public List<Need> needs() {
    return List.of(
        new Need(
            "deoptimizations",
            Set.of("jdk.Deoptimization"),
            "Enable jdk.Deoptimization with stack traces, or record with Sonde's agent."));
  }

  @Override
  public RuleResult evaluate(Examination examination) {
    Recording recording = examination.recording();
    if (recording.coveredNanos() < MIN_NANOS) {
      return new RuleResult.NotApplicable(
          ID,
          "The recording covers "
              + Formats.nanos(recording.coveredNanos())
              + ", all of which may be warm-up; "
              + Formats.nanos(MIN_NANOS)
              + " are needed.");
    }
    Deoptimizations of = Deoptimizations.of(recording);
    if (of.peakPerSecond() < INFO_PER_SECOND) {
      return new RuleResult.Ok(
          ID,
          "After warm-up compiled code was given up "
              + Math.round(of.number())
              + " times, at most "
              + Formats.format(of.peakPerSecond(), Unit.PER_SECOND)
              + "; "
              + Formats.format(INFO_PER_SECOND, Unit.PER_SECOND)
              + " would be told.");
    }
    DeoptimizationCost cost = DeoptimizationCost.of(recording, of);
    return new RuleResult.Found(ID, List.of(finding(of, cost)));
  }

  private static Severity severity(DeoptimizationCost cost) {
    if (cost.samples() < MIN_SAMPLES || cost.all().low() < WARNING_RATIO) {
      return Severity.INFO;
    }
    return cost.all().low() >= CRITICAL_RATIO ? Severity.CRITICAL : Severity.WARNING;
  }

  private static Finding finding(Deoptimizations of, DeoptimizationCost cost) {
    String where =
        of.sites().isEmpty() ? "" : ", most in " + of.sites().get(0).method().shortName();
    return new Finding(
        ID,
        severity(cost),
        cost.all().value(),
        ImpactOf.CPU_TIME,
        "Compiled code is given up " + Formats.format(of.peakPerSecond(), Unit.PER_SECOND) + where,
        summary(of, cost),
        advice(of),
        evidence(of, cost),
        of.sites().isEmpty()
            ? List.of()
            : of.sites().get(0).places().stream().map(Locations::of).toList(),
        null,
        of.fromNanos(),
        of.toNanos());
  }

  private static String summary(Deoptimizations of, DeoptimizationCost cost) {
    StringBuilder text =
        new StringBuilder()
            .append("After warm-up the JVM gave compiled code up ")
            .append(Math.round(of.number()))
            .append(" times");
    if (!of.reason().isEmpty()) {
      text.append(", there mostly for ").append(of.reason());
    }
    text.append(". Each time the method goes on in the interpreter.");
    if (cost.samples() >= MIN_SAMPLES) {
      text.append(" That, and compiling anew, took ")
          .append(Formats.percent(cost.all().value()))
          .append(" of the JVM's CPU time.");
    }
    return text.toString();
  }

  private static String advice(Deoptimizations of) {
    String name = of.sites().isEmpty() ? "the code" : of.sites().get(0).method().shortName();
    String reason = known(of.reason());
    return reason == null
        ? "See what changes all the time in "
            + name
            + ": types, branches, or classes that are loaded; -Xlog:deoptimization=debug (JDK 17 and"
            + " newer) prints each."
        : "In " + name + ", " + reason;
  }

  private static @Nullable String known(String reason) {
    String word = reason.replaceFirst(" .*", "");
    return switch (word) {
      case "range_check", "null_check", "null_assert", "div0_check" ->
          "test before the access: compiled code hands an index, null or division that fails to the"
              + " interpreter each time, where -XX:-OmitStackTraceInFastThrow forbids it to throw a"
              + " prepared exception.";
      case "class_check",
          "speculate_class_check",
          "bimorphic",
          "bimorphic_or_optimized_type_check",
          "array_check" ->
          "let one place see few types, such as one implementation per caller: the compiler bets on"
              + " the types that it has seen.";
      case "unstable_if", "unstable_fused_if", "predicate", "loop_limit_check" ->
          "see which branch is taken only sometimes: the compiler left it out because it had not been"
              + " taken.";
      case "unloaded", "uninitialized", "unresolved" ->
          "load the classes before the load comes (a warm-up), and do not make new ones at run time.";
      default -> null;
    };
  }

  private static List<Evidence> evidence(Deoptimizations of, DeoptimizationCost cost) {
    List<Evidence> result = new ArrayList<>();
    result.add(
        Evidence.of(
            "code given up, busiest 10 s", of.peakPerSecond(), Unit.PER_SECOND, INFO_PER_SECOND));
    result.add(Evidence.of("code given up after warm-up", of.number(), Unit.COUNT));
    if (!of.sites().isEmpty()) {
      result.add(
          Evidence.of(
              "of these in " + of.sites().get(0).method().shortName(),
              of.sites().get(0).weight(),
              Unit.COUNT));
      result.add(Evidence.of("its compilations given up", of.compilations(), Unit.COUNT));
    }
    if (!of.reason().isEmpty()) {
      result.add(Evidence.text("reason and what follows", of.reason()));
    }
    if (cost.samples() > 0) {
      result.add(
          Evidence.of(
              "CPU time in giving up, the interpreter for it, and compilers",
              cost.all().value(),
              Unit.RATIO,
              WARNING_RATIO));
      result.add(Evidence.of("CPU time of compiler threads", cost.compiler(), Unit.RATIO));
      result.add(Evidence.of("CPU samples after warm-up", cost.samples(), Unit.COUNT, MIN_SAMPLES));
    }
    return result;
  }
}
