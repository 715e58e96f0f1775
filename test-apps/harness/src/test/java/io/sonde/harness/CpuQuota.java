package io.sonde.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * A control group with a CPU quota, in which one program runs. Linux, with the right to make it.
 */
final class CpuQuota implements AutoCloseable {
  private static final Path VERSION_1 = Path.of("/sys/fs/cgroup/cpu");
  private static final Path VERSION_2 = Path.of("/sys/fs/cgroup");

  /** Microseconds; the kernel's default. */
  private static final int PERIOD = 100_000;

  private static final int TRIES = 20;
  private static final long RETRY_NANOS = 100_000_000;

  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final Path group;

  private CpuQuota(Path group) {
    this.group = group;
  }

  /**
   * @param cores that the group may use on average
   * @throws IOException where the machine does not allow it: the reason that a test prints
   */
  static CpuQuota of(double cores) throws IOException {
    boolean first = Files.exists(VERSION_1.resolve("cpu.cfs_quota_us"));
    Path group =
        (first ? VERSION_1 : VERSION_2)
            .resolve(
                "sonde-test-" + ProcessHandle.current().pid() + "-" + NUMBER.incrementAndGet());
    Files.createDirectory(group);
    CpuQuota quota = new CpuQuota(group);
    try {
      long micros = Math.round(cores * PERIOD);
      if (first) {
        Files.writeString(group.resolve("cpu.cfs_period_us"), Integer.toString(PERIOD));
        Files.writeString(group.resolve("cpu.cfs_quota_us"), Long.toString(micros));
      } else {
        Files.writeString(group.resolve("cpu.max"), micros + " " + PERIOD);
      }
      return quota;
    } catch (IOException | RuntimeException refused) {
      quota.close();
      throw refused;
    }
  }

  /** The command of a shell that enters the group and becomes the program. */
  List<String> around(List<String> program) {
    List<String> command = new ArrayList<>();
    command.add("sh");
    command.add("-c");
    command.add("echo $$ > '" + group.resolve("cgroup.procs") + "' && exec \"$@\"");
    command.add("sh");
    command.addAll(program);
    return command;
  }

  /** The kernel refuses while the program's last thread ends. */
  @Override
  public void close() throws IOException {
    for (int left = TRIES; left > 0; left--) {
      try {
        Files.deleteIfExists(group);
        return;
      } catch (IOException busy) {
        if (left == 1) {
          throw busy;
        }
        LockSupport.parkNanos(RETRY_NANOS);
      }
    }
  }
}
