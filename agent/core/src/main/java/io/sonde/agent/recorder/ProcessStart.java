package io.sonde.agent.recorder;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/** Where and when a process started: with the process id that names it for good. */
final class ProcessStart {
  private static final Path KERNEL_HOST_NAME = Path.of("/proc/sys/kernel/hostname");

  private ProcessStart() {}

  /** Milliseconds since the epoch; 0 where the system does not tell. */
  static long millis() {
    return millis(ProcessHandle.current());
  }

  /** The same for another process; -1 when there is none. */
  static long millis(long pid) {
    return ProcessHandle.of(pid).map(ProcessStart::millis).orElse(-1L);
  }

  /** Name of this host, or of the container that it looks like; empty when unknown. */
  static String host() {
    try {
      return Files.readString(KERNEL_HOST_NAME).trim();
    } catch (IOException notLinux) {
      return resolvedHost();
    }
  }

  private static String resolvedHost() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (IOException unknown) {
      return "";
    }
  }

  private static long millis(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
  }
}
