package io.sonde.analyzer.rule.code;

import io.sonde.analyzer.aggregate.ThreadRole;
import io.sonde.analyzer.finding.Evidence;
import io.sonde.analyzer.finding.Finding;
import io.sonde.analyzer.finding.ImpactOf;
import io.sonde.analyzer.finding.RuleResult;
import io.sonde.analyzer.finding.Severity;
import io.sonde.analyzer.model.FrameKind;
import io.sonde.analyzer.model.Incident;
import io.sonde.analyzer.model.IncidentKind;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.model.SampleKind;
import io.sonde.analyzer.model.SampleTable;
import io.sonde.analyzer.model.StackTable;
import io.sonde.analyzer.rule.Examination;
import io.sonde.analyzer.rule.Need;
import io.sonde.analyzer.rule.Rule;
import io.sonde.analyzer.unit.Formats;
import io.sonde.analyzer.unit.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Is there room for compiled code? Once the code cache is full the JVM stops its compilers, and
 * what is not compiled runs in the interpreter, ten and more times slower.
 */
public final class CodeCacheRule implements Rule {
  public static final String ID = "code-cache";

  /** Share left from which the JVM gives up code early; its StartAggressiveSweepingAt. */
  static final double INFO_FREE_RATIO = 0.1;

  /** Share of the application's CPU time in the interpreter, afterwards; our choice. */
  static final double CRITICAL_INTERPRETED_RATIO = 0.25;

  /** Fewer samples tell no such share. */
  static final double MIN_SAMPLES = 100;

  @Override
  public String id() {
    return ID;
  }

  @Override
  public List<Need> needs() {
    return List.of(
        new Need(
            "events of the code cache",
            Set.of("jdk.CodeCacheFull", "jdk.CodeCacheStatistics"),
            "Enable jdk.CodeCacheFull and jdk.CodeCacheStatistics, or record with Sonde's agent."));
  }

  @Override
  public RuleResult evaluate(Examination examination) {
    Recording recording = examination.recording();
    CodeCacheRoom room = CodeCacheRoom.of(recording.gauges());
    List<Incident> full = recording.incidents().of(IncidentKind.CODE_CACHE_FULL);
    if (full.isEmpty() && !room.isKnown()) {
      return recording.coverage().isEnabled("jdk.CodeCacheFull") && recording.coveredNanos() > 0
          ? new RuleResult.Ok(
              ID,
              "The code cache never was full. How full it is was not recorded"
                  + " (jdk.CodeCacheStatistics).")
          : new RuleResult.NotApplicable(
              ID, "The recording holds no reading of the code cache. Record for longer.");
    }
    if (full.isEmpty() && room.freeRatio() > INFO_FREE_RATIO) {
      return new RuleResult.Ok(
          ID,
          "At least "
              + Formats.percent(room.freeRatio())
              + " of the code cache ("
              + Formats.bytes(room.reservedBytes())
              + ") were free; "
              + Formats.percent(INFO_FREE_RATIO)
              + " or less would be told.");
    }
    return new RuleResult.Found(ID, List.of(finding(recording, room, full)));
  }

  private static Finding finding(Recording recording, CodeCacheRoom room, List<Incident> full) {
    long from = full.isEmpty() ? recording.startNanos() : full.get(0).startNanos();
    double interpreted = full.isEmpty() ? Double.NaN : interpretedFrom(recording, from);
    boolean stopped = !full.isEmpty();
    Severity severity =
        !stopped
            ? Severity.INFO
            : interpreted >= CRITICAL_INTERPRETED_RATIO ? Severity.CRITICAL : Severity.WARNING;
    List<Evidence> evidence = new ArrayList<>();
    evidence.add(Evidence.of("times that it was full", full.size(), Unit.COUNT, 0));
    if (room.isKnown()) {
      evidence.add(
          Evidence.of("free at the fullest", room.freeRatio(), Unit.RATIO, INFO_FREE_RATIO));
      evidence.add(Evidence.of("size of the code cache", room.reservedBytes(), Unit.BYTES));
      evidence.add(Evidence.of("compiled methods in it", room.methods(), Unit.COUNT));
    }
    if (!Double.isNaN(interpreted)) {
      evidence.add(
          Evidence.of(
              "CPU time in the interpreter since",
              interpreted,
              Unit.RATIO,
              CRITICAL_INTERPRETED_RATIO));
    }
    return new Finding(
        ID,
        severity,
        Double.isNaN(interpreted) ? 0 : interpreted,
        ImpactOf.CPU_TIME,
        stopped
            ? "The code cache is full: the JVM stopped compiling"
            : "The code cache is nearly full: " + Formats.percent(room.freeRatio()) + " is left",
        summary(recording, room, full, interpreted),
        advice(room),
        evidence,
        List.of(),
        null,
        from,
        recording.endNanos());
  }

  private static String summary(
      Recording recording, CodeCacheRoom room, List<Incident> full, double interpreted) {
    StringBuilder text = new StringBuilder();
    if (full.isEmpty()) {
      text.append("Of ")
          .append(Formats.bytes(room.reservedBytes()))
          .append(" for compiled code ")
          .append(Formats.bytes(room.leastFreeBytes()))
          .append(" were left; when nothing is, the JVM stops compiling.");
    } else {
      Incident first = full.get(0);
      text.append("No room was left for compiled code ")
          .append(full.size())
          .append(full.size() == 1 ? " time, " : " times, first ")
          .append(Formats.nanos(first.startNanos() - recording.startNanos()))
          .append(" after the recording's begin");
      if (first.subject() >= 0) {
        text.append(", in ").append(recording.classNames().get(first.subject()));
      }
      text.append(". Until room is made, new and changed code runs in the interpreter.");
      if (!Double.isNaN(interpreted)) {
        text.append(" Since then ")
            .append(Formats.percent(interpreted))
            .append(" of the application's CPU time went into interpreted code.");
      }
    }
    return text.toString();
  }

  private static String advice(CodeCacheRoom room) {
    String size =
        room.isKnown()
            ? " above its " + Formats.bytes(room.reservedBytes()) + " (240 MB is the JDK's default)"
            : " (240 MB is the JDK's default)";
    return "Raise -XX:ReservedCodeCacheSize"
        + size
        + ". If it fills again, see who makes code without end: generated classes, scripts, proxies or"
        + " class loaders that are never given up (class-loader-leak).";
  }

  /** Share of the application's CPU time in the interpreter from a time on; NaN when unknown. */
  private static double interpretedFrom(Recording recording, long from) {
    SampleTable samples = recording.samples(SampleKind.CPU);
    if (samples == null) {
      return Double.NaN;
    }
    StackTable stacks = recording.stacks();
    boolean[] interpreted = new boolean[stacks.size()];
    for (int stack = StackTable.ROOT + 1; stack < interpreted.length; stack++) {
      FrameKind kind = stacks.kind(stacks.frameId(stack));
      interpreted[stack] =
          kind.isJava() ? kind == FrameKind.INTERPRETED : interpreted[stacks.parent(stack)];
    }
    double all = 0;
    double inInterpreter = 0;
    int count = 0;
    for (int i = 0; i < samples.size(); i++) {
      int thread = samples.thread(i);
      if (samples.timeNanos(i) < from
          || thread >= 0
              && ThreadRole.of(recording.threads().get(thread).name()) != ThreadRole.APPLICATION) {
        continue;
      }
      count++;
      all += Math.max(0, samples.weight(i));
      inInterpreter += interpreted[samples.stack(i)] ? Math.max(0, samples.weight(i)) : 0;
    }
    return count < MIN_SAMPLES || all <= 0 ? Double.NaN : inInterpreter / all;
  }
}
