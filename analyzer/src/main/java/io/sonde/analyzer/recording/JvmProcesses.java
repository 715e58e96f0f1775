package io.sonde.analyzer.recording;

import java.util.ArrayList;
import java.util.List;

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

  private final List<Process> processes = new ArrayList<>();

  /**
   * @param host name or empty
   * @param pid or 0
   * @param startNanos since the epoch, or 0 when the recording does not say
   */
  void seen(String host, long pid, long startNanos) {
    if (startNanos <= 0) {
      return;
    }
    Process process = new Process(host, pid, startNanos);
    for (int i = 0; i < processes.size(); i++) {
      if (processes.get(i).fits(process)) {
        processes.set(i, processes.get(i).joined(process));
        return;
      }
    }
    processes.add(process);
  }

  int count() {
    return processes.size();
  }

  private record Process(String host, long pid, long startNanos) {
    private boolean fits(Process other) {
      boolean known = pid != 0 && pid == other.pid;
      long tolerance = known ? SAME_START_NANOS : SAME_UNKNOWN_START_NANOS;
      return Math.abs(startNanos - other.startNanos) <= tolerance
          && (known || pid == 0 || other.pid == 0)
          && (host.isEmpty() || other.host.isEmpty() || host.equals(other.host));
    }

    private Process joined(Process other) {
      return new Process(
          host.isEmpty() ? other.host : host, pid == 0 ? other.pid : pid, startNanos);
    }
  }
}
