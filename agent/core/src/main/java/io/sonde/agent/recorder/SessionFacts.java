package io.sonde.agent.recorder;

import io.sonde.agent.config.AgentVersion;
import io.sonde.agent.sampler.SamplerChoice;
import io.sonde.bootstrap.SessionEvent;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What sonde.Session tells, gathered once per recording. */
record SessionFacts(
    String settings,
    String settingsHash,
    boolean automatic,
    SamplerChoice sampler,
    Machine machine) {
  /** Version of the fields of the sonde.* events. */
  static final int SCHEMA = 1;

  static SessionFacts of(Map<String, String> settings, SamplerChoice sampler) {
    String lines = Secrets.lines(settings);
    return new SessionFacts(
        lines, hash(lines), "auto".equals(settings.get("sampler")), sampler, Machine.here());
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

  /** The first 16 hex digits of the SHA-256 of the masked settings: equal for equal settings. */
  private static String hash(String lines) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(lines.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 8);
    } catch (NoSuchAlgorithmException absent) {
      throw new IllegalStateException("every JDK has SHA-256", absent);
    }
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

    static Machine here() {
      return new Machine(
          ProcessStart.host(),
          ProcessStart.millis(),
          System.getProperty("sun.java.command", "").split(" ", 2)[0],
          readJvmArguments(),
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
      try (Stream<String> lines = Files.lines(CPU_INFO)) {
        return lines
            .filter(line -> line.startsWith("model name"))
            .map(line -> line.substring(line.indexOf(':') + 1).trim())
            .findFirst()
            .orElse("");
      } catch (IOException | RuntimeException notLinux) {
        return System.getProperty("os.arch", "");
      }
    }

    private static String readJvmArguments() {
      try {
        return Secrets.arguments(ManagementFactory.getRuntimeMXBean().getInputArguments());
      } catch (LinkageError withoutManagement) {
        return Secrets.arguments(List.of());
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
