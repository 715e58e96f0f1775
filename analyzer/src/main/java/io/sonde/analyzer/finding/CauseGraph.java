package io.sonde.analyzer.finding;

import io.sonde.analyzer.model.CpuLoad;
import io.sonde.analyzer.model.Recording;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Finds for each finding the one that explains it. A finding has one cause at most, and no finding
 * is in the end its own. What a cause explains ranks it: it inherits the severity and the largest
 * impact of what hangs below it, and adds nothing, for those shares of the waiting time overlap.
 */
final class CauseGraph {
  private final List<CauseLink> links;
  private final List<Finding> findings;
  private final int[] causes;
  private final String[] because;

  /**
   * @param findings in the order of their own rank
   */
  private CauseGraph(List<CauseLink> links, List<Finding> findings) {
    this.links = links;
    this.findings = findings;
    this.causes = new int[findings.size()];
    this.because = new String[findings.size()];
    Arrays.fill(causes, Diagnosis.NONE);
    Arrays.fill(because, "");
    for (int i = 0; i < findings.size(); i++) {
      Candidate best = bestCause(i);
      if (best != null) {
        causes[i] = best.index;
        because[i] = best.link.because();
      }
    }
  }

  static Diagnosis of(Recording recording, List<Finding> findings) {
    List<Finding> ranked =
        findings.stream()
            .sorted(
                Comparator.comparing(Finding::severity)
                    .thenComparingDouble(Finding::impact)
                    .reversed())
            .toList();
    return new CauseGraph(CauseLinks.of(isForeignLoad(recording)), ranked).diagnosis();
  }

  private static boolean isForeignLoad(Recording recording) {
    double own = 0;
    double all = 0;
    for (CpuLoad load : recording.cpuLoads()) {
      own += load.jvmUser() + load.jvmSystem();
      all += load.machineTotal();
    }
    return all - own > own;
  }

  private @Nullable Candidate bestCause(int consequence) {
    Candidate best = null;
    for (int order = 0; order < links.size(); order++) {
      CauseLink link = links.get(order);
      if (!link.consequence().equals(findings.get(consequence).rule())) {
        continue;
      }
      for (int i = 0; i < findings.size(); i++) {
        if (findings.get(i).rule().equals(link.cause())
            && isCause(link, i, consequence)
            && (best == null || candidate(link, order, i, consequence).isBefore(best))) {
          best = candidate(link, order, i, consequence);
        }
      }
    }
    return best;
  }

  private boolean isCause(CauseLink link, int cause, int consequence) {
    Finding one = findings.get(cause);
    Finding other = findings.get(consequence);
    return one.fromNanos() <= other.toNanos()
        && other.fromNanos() <= one.toNanos()
        && link.bond().holds(one, other)
        && !isBelow(cause, consequence);
  }

  /** Whether the one is explained by the other, as far as is known yet. */
  private boolean isBelow(int index, int other) {
    int at = index;
    while (at != Diagnosis.NONE && at != other) {
      at = causes[at];
    }
    return at == other;
  }

  private Candidate candidate(CauseLink link, int order, int cause, int consequence) {
    Finding one = findings.get(cause);
    Finding other = findings.get(consequence);
    return new Candidate(
        cause, link, link.bond().isSure(one, other), order, Places.agree(one, other));
  }

  /** Ranks by what hangs below as well; then writes the trees, leads first. */
  private Diagnosis diagnosis() {
    Finding[] raised = new Finding[findings.size()];
    for (int i = 0; i < raised.length; i++) {
      raised[i] = findings.get(i);
    }
    for (int i = 0; i < raised.length; i++) {
      for (int at = causes[i]; at != Diagnosis.NONE; at = causes[at]) {
        raised[at] = raised[at].explaining(findings.get(i));
      }
    }
    double[] impacts = impactsWithBelow();
    List<Integer> order =
        IntStream.range(0, raised.length)
            .boxed()
            .sorted(
                Comparator.comparing((Integer i) -> raised[i].severity())
                    .thenComparingDouble(i -> impacts[i])
                    .reversed())
            .toList();
    List<Integer> written = new ArrayList<>();
    order.stream().filter(i -> causes[i] == Diagnosis.NONE).forEach(written::add);
    for (int lead : List.copyOf(written)) {
      addBelow(lead, order, written);
    }
    return new Diagnosis(
        written.stream()
            .map(i -> new Diagnosis.Entry(raised[i], written.indexOf(causes[i]), because[i]))
            .toList());
  }

  /** Whatever the wholes are that these are shares of: findings are ranked across them anyway. */
  private double[] impactsWithBelow() {
    double[] impacts = findings.stream().mapToDouble(Finding::impact).toArray();
    for (int i = 0; i < impacts.length; i++) {
      double own = findings.get(i).impact();
      for (int at = causes[i]; at != Diagnosis.NONE; at = causes[at]) {
        impacts[at] = Double.isNaN(own) || impacts[at] >= own ? impacts[at] : own;
      }
    }
    return impacts;
  }

  private void addBelow(int cause, List<Integer> order, List<Integer> written) {
    for (int i : order) {
      if (causes[i] == cause) {
        written.add(i);
        addBelow(i, order, written);
      }
    }
  }

  /** A cause that can be. */
  private record Candidate(int index, CauseLink link, boolean sure, int order, boolean agrees) {
    /** What is sure before what weight alone speaks for; then the nearest; then the same place. */
    boolean isBefore(Candidate other) {
      if (sure != other.sure) {
        return sure;
      }
      if (order != other.order) {
        return order < other.order;
      }
      return agrees && !other.agrees;
    }
  }
}
