package io.sonde.analyzer.recording;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Tells the processes apart that a recording comes from. Some events lack the process id, others
 * the host, and the start is rounded differently; what is not known fits any process.
 */
final class JvmProcesses {
  /**
   * JFR and async-profiler take the same start at different moments of it; on a busy machine they
   * were a second apart. A process id is not used again that soon, but in containers, where it is
   * always 1 and a restart takes longer.
   */
  private static final long SAME_START_NANOS = 5_000_000_000L;

  /** Where no process id tells two JVMs of one deployment apart. */
  private static final long SAME_UNKNOWN_START_NANOS = 1_000_000_000;

  /** What stands for a process that no event tells of. */
  static final int UNKNOWN = -1;

  private final List<Process> processes = new ArrayList<>();

  /**
   * @param host name or empty
   * @param pid or 0
   * @param startNanos since the epoch, or 0 when the recording does not say
   * @return its number, from 0 in order of appearance, or {@link #UNKNOWN}
   */
  int seen(String host, long pid, long startNanos) {
    if (startNanos <= 0) {
      return UNKNOWN;
    }
    Process process = new Process(host, pid, startNanos, "");
    for (int i = 0; i < processes.size(); i++) {
      if (processes.get(i).fits(process)) {
        processes.set(i, processes.get(i).joined(process));
        return i;
      }
    }
    processes.add(process);
    return processes.size() - 1;
  }

  /**
   * @param mainClass or jar; empty when the event does not say
   */
  void named(int process, String mainClass) {
    if (process != UNKNOWN && !mainClass.isEmpty()) {
      processes.set(process, processes.get(process).named(mainClass));
    }
  }

  /**
   * Adds those that another has seen.
   *
   * @return number by the other's number
   */
  int[] addAll(JvmProcesses later) {
    return later.processes.stream()
        .mapToInt(
            each -> {
              int known = seen(each.host, each.pid, each.startNanos);
              named(known, each.mainClass);
              return known;
            })
        .toArray();
  }

  int count() {
    return processes.size();
  }

  /** For people: {@code pid 7 on web-1 (shop.jar, started 2026-01-31T12:00:00Z)}. */
  String describe(int process) {
    return process == UNKNOWN ? "a JVM that is not recorded" : processes.get(process).toString();
  }

  /**
   * Whether a user means this process: by its pid, {@code pid@host}, host, a part of its main class
   * or jar, or the beginning of its start's time.
   */
  boolean matches(int process, String wanted) {
    return process != UNKNOWN && processes.get(process).matches(wanted);
  }

  private record Process(String host, long pid, long startNanos, String mainClass) {
    /** Characters of a time that name at least a day. */
    private static final int DAY = 10;

    private boolean fits(Process other) {
      boolean known = pid != 0 && pid == other.pid;
      long tolerance = known ? SAME_START_NANOS : SAME_UNKNOWN_START_NANOS;
      return Math.abs(startNanos - other.startNanos) <= tolerance
          && (known || pid == 0 || other.pid == 0)
          && (host.isEmpty() || other.host.isEmpty() || host.equals(other.host));
    }

    private Process joined(Process other) {
      return new Process(
          host.isEmpty() ? other.host : host, pid == 0 ? other.pid : pid, startNanos, mainClass);
    }

    private Process named(String name) {
      return new Process(host, pid, startNanos, name);
    }

    private boolean matches(String wanted) {
      String number = String.valueOf(pid);
      return wanted.equals(number)
          || wanted.equals(number + "@" + host)
          || wanted.equals(host)
          || wanted.length() >= DAY && start().startsWith(wanted)
          || !wanted.matches("\\d+")
              && mainClass.toLowerCase(Locale.ROOT).contains(wanted.toLowerCase(Locale.ROOT));
    }

    private String start() {
      return Instant.ofEpochSecond(0, startNanos).truncatedTo(ChronoUnit.SECONDS).toString();
    }

    @Override
    public String toString() {
      return "pid "
          + (pid == 0 ? "unknown" : pid)
          + (host.isEmpty() ? "" : " on " + host)
          + " ("
          + (mainClass.isEmpty() ? "" : mainClass + ", ")
          + "started "
          + start()
          + ")";
    }
  }
}
