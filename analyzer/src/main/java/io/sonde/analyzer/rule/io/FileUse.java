package io.sonde.analyzer.rule.io;

import io.sonde.analyzer.aggregate.CallSite;
import io.sonde.analyzer.aggregate.CallSites;
import io.sonde.analyzer.aggregate.Method;
import io.sonde.analyzer.model.Incident;
import io.sonde.analyzer.model.IncidentKind;
import io.sonde.analyzer.model.Recording;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one site did with files, of all that was recorded: inside and outside of requests.
 *
 * @param bytes read and written
 * @param nanos by kind of operation
 * @param longestNanos of one operation
 * @param file that most time went into, numbers as {@code #}; empty when unknown
 */
record FileUse(
    double reads,
    double writes,
    double forces,
    double bytes,
    double[] nanos,
    long longestNanos,
    String file) {
  static final List<IncidentKind> KINDS =
      List.of(IncidentKind.FILE_READ, IncidentKind.FILE_WRITE, IncidentKind.FILE_FORCE);

  static FileUse of(Recording recording, CallSites sites, CallSite site) {
    double[] counts = new double[KINDS.size()];
    double[] nanos = new double[KINDS.size()];
    double bytes = 0;
    long longest = 0;
    Map<String, Double> files = new HashMap<>();
    Map<Integer, Boolean> ofSite = new HashMap<>();
    for (int kind = 0; kind < counts.length; kind++) {
      for (Incident each : recording.incidents().of(KINDS.get(kind))) {
        if (!ofSite.computeIfAbsent(each.stack(), stack -> isOf(sites, site, stack))) {
          continue;
        }
        counts[kind] += each.weight();
        nanos[kind] += each.durationNanos() * each.weight();
        bytes += each.amount() * each.weight();
        longest = Math.max(longest, each.durationNanos());
        if (each.subject() >= 0) {
          String file = recording.classNames().get(each.subject());
          files.merge(file, each.durationNanos() * each.weight(), Double::sum);
        }
      }
    }
    String file =
        files.entrySet().stream()
            .max(Map.Entry.<String, Double>comparingByValue().thenComparing(Map.Entry::getKey))
            .map(Map.Entry::getKey)
            .orElse("");
    return new FileUse(counts[0], counts[1], counts[2], bytes, nanos, longest, file);
  }

  private static boolean isOf(CallSites sites, CallSite site, int stack) {
    Optional<Method> method = sites.methodOf(stack);
    return method.isPresent()
        && method.get().className().equals(site.method().className())
        && method.get().name().equals(site.method().methodName());
  }

  double operations() {
    return reads + writes + forces;
  }

  /** Whether most of the time went into forcing data to the disk. */
  boolean mostlyForces() {
    return nanos[2] > nanos[0] + nanos[1];
  }

  boolean mostlyReads() {
    return nanos[0] > nanos[1] + nanos[2];
  }

  /** What was done, as a verb's noun: {@code forcing data to the disk}. */
  String words() {
    return mostlyForces()
        ? "forcing data to the disk"
        : mostlyReads() ? "reading files" : "writing files";
  }
}
