package io.sonde.agent.recorder;

import io.sonde.agent.config.AgentVersion;
import io.sonde.agent.sampler.SamplerChoice;
import io.sonde.bootstrap.SessionEvent;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** What sonde.Session tells, gathered once per recording. */
record SessionFacts(
    String settings,
    String settingsHash,
    boolean automatic,
    SamplerChoice sampler,
    Machine machine) {
  /** Version of the fields of the sonde.* events. */
  static final int SCHEMA = 1;

  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  /**
   * @param jvmArguments as the JVM was given them
   */
  static SessionFacts of(
      Map<String, String> settings, SamplerChoice sampler, List<String> jvmArguments) {
    String lines = Secrets.lines(settings);
    return new SessionFacts(
        lines,
        hash(lines),
        "auto".equals(settings.get("sampler")),
        sampler,
        Machine.here(jvmArguments));
  }

  SessionFacts with(SamplerChoice other) {
    return new SessionFacts(settings, settingsHash, automatic, other, machine);
  }

  void commit() {
    SessionEvent event = new SessionEvent();
    event.agentVersion = AgentVersion.get();
    event.schema = SCHEMA;
    event.settings = settings;
    event.settingsHash = settingsHash;
    event.sampler = sampler.sampler();
    event.samplerReason = sampler.reason();
    event.host = machine.host;
    event.pid = ProcessHandle.current().pid();
    event.jvmStart = machine.jvmStartMillis;
    event.mainClass = machine.mainClass;
    event.jvmArguments = machine.jvmArguments;
    event.jdk = machine.jdk;
    event.cores = machine.cores;
    event.cpuModel = machine.cpuModel;
    event.kernel = machine.kernel;
    event.containerCpuLimit = machine.cpuLimit;
    event.containerMemoryLimit = machine.memoryLimitBytes;
    event.commit();
  }

  /**
   * 16 hex digits, equal for equal settings: FNV-1a of the masked lines' UTF-16 units (Fowler,
   * Noll, Vo 1991). Nobody forges settings, and a digest's provider takes 20 ms of the agent's
   * start.
   */
  private static String hash(String lines) {
    long hash = FNV_OFFSET;
    for (int i = 0; i < lines.length(); i++) {
      hash = (hash ^ lines.charAt(i)) * FNV_PRIME;
    }
    return HexFormat.of().toHexDigits(hash);
  }

  /**
   * @param cpuLimit cores, 0 without limit
   * @param memoryLimitBytes 0 without limit
   */
  record Machine(
      String host,
      long jvmStartMillis,
      String mainClass,
      String jvmArguments,
      String jdk,
      int cores,
      String cpuModel,
      String kernel,
      double cpuLimit,
      long memoryLimitBytes) {
    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");
    private static final Path CPU_MAX = Path.of("/sys/fs/cgroup/cpu.max");
    private static final Path MEMORY_MAX = Path.of("/sys/fs/cgroup/memory.max");

    static Machine here(List<String> jvmArguments) {
      return new Machine(
          ProcessStart.host(),
          ProcessStart.millis(),
          System.getProperty("sun.java.command", "").split(" ", 2)[0],
          Secrets.arguments(jvmArguments),
          System.getProperty("java.vm.name")
              + " "
              + System.getProperty("java.vm.version")
              + ", "
              + System.getProperty("java.vendor"),
          Runtime.getRuntime().availableProcessors(),
          readCpuModel(),
          System.getProperty("os.name") + " " + System.getProperty("os.version"),
          cpuLimit(read(CPU_MAX)),
          memoryLimit(read(MEMORY_MAX)));
    }

    /** cgroup v2: "quota period" in microseconds, or "max period". */
    static double cpuLimit(String cpuMax) {
      String[] parts = cpuMax.split("\\s+");
      return parts.length == 2 && parts[0].matches("\\d+")
          ? Double.parseDouble(parts[0]) / Double.parseDouble(parts[1])
          : 0;
    }

    static long memoryLimit(String memoryMax) {
      return memoryMax.matches("\\d{1,18}") ? Long.parseLong(memoryMax) : 0;
    }

    private static String readCpuModel() {
      try (BufferedReader lines = Files.newBufferedReader(CPU_INFO)) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          if (line.startsWith("model name")) {
            return line.substring(line.indexOf(':') + 1).trim();
          }
        }
        return "";
      } catch (IOException | RuntimeException notLinux) {
        return System.getProperty("os.arch", "");
      }
    }

    private static String read(Path file) {
      try {
        return Files.readString(file).trim();
      } catch (IOException | RuntimeException absent) {
        return "";
      }
    }
  }
}
