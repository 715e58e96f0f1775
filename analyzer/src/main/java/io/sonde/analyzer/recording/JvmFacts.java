package io.sonde.analyzer.recording;

import io.sonde.analyzer.model.JvmDescription;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The recorded JVM, put together from several events; the last chunk's word counts. */
final class JvmFacts {
  /**
   * Out of HotSpot's sentence: {@code OpenJDK … VM (17.0.15+6) for linux-amd64 JRE (17.0.15+6)}.
   */
  private static final Pattern BUILD = Pattern.compile("\\bJRE \\(([^()]+(?:\\([^()]*\\))?)\\)");

  private final JvmProcesses processes = new JvmProcesses();
  private final FlagFacts flags = new FlagFacts();
  private int ofChunk = JvmProcesses.UNKNOWN;
  private boolean jvmKnown;
  private String name = "";
  private String version = "";
  private String arguments = "";
  private String mainClass = "";
  private boolean argumentsKnown;
  private long pid;
  private long startNanos;
  private int cores;
  private long physicalMemoryBytes;
  private String youngCollector = "";
  private String oldCollector = "";
  private long maxHeapBytes;
  private boolean containerKnown;
  private long containerMemoryLimitBytes;
  private double containerCpuLimit;

  void jvm(String name, String version, String host, long pid, long startNanos) {
    int seen = processes.seen(host, pid, startNanos);
    ofChunk = seen == JvmProcesses.UNKNOWN ? ofChunk : seen;
    jvmKnown = true;
    this.name = name;
    Matcher build = BUILD.matcher(version);
    this.version = build.find() ? build.group(1) : version;
    this.pid = pid;
    this.startNanos = startNanos;
  }

  /**
   * @param javaArguments main class or jar first, then the program's arguments, which may hold
   *     secrets and are dropped
   */
  void arguments(String jvmArguments, String javaArguments) {
    argumentsKnown = true;
    arguments = Secrets.mask(jvmArguments);
    int end = javaArguments.indexOf(' ');
    mainClass = end < 0 ? javaArguments : javaArguments.substring(0, end);
    processes.named(ofChunk, mainClass);
  }

  void cores(int cores) {
    this.cores = cores;
  }

  int cores() {
    return containerCpuLimit > 0 && cores > 0
        ? (int) Math.min(cores, Math.ceil(containerCpuLimit))
        : cores;
  }

  void physicalMemory(long bytes) {
    physicalMemoryBytes = bytes;
  }

  void collectors(String young, String old) {
    youngCollector = young;
    oldCollector = old;
  }

  void maxHeap(long bytes) {
    maxHeapBytes = bytes;
  }

  void container(long memoryLimitBytes, double cpuLimit) {
    containerKnown = true;
    containerMemoryLimitBytes = Math.max(0, memoryLimitBytes);
    containerCpuLimit = Math.max(0, cpuLimit);
  }

  FlagFacts flags() {
    return flags;
  }

  /** Adds a later chunk's, whose word counts where it has one. */
  void add(JvmFacts later) {
    int[] numbers = processes.addAll(later.processes);
    ofChunk = later.ofChunk == JvmProcesses.UNKNOWN ? JvmProcesses.UNKNOWN : numbers[later.ofChunk];
    if (later.jvmKnown) {
      jvmKnown = true;
      name = later.name;
      version = later.version;
      pid = later.pid;
      startNanos = later.startNanos;
    }
    if (later.argumentsKnown) {
      arguments = later.arguments;
      mainClass = later.mainClass;
      argumentsKnown = true;
    }
    cores = later.cores == 0 ? cores : later.cores;
    physicalMemoryBytes =
        later.physicalMemoryBytes == 0 ? physicalMemoryBytes : later.physicalMemoryBytes;
    youngCollector = later.youngCollector.isEmpty() ? youngCollector : later.youngCollector;
    oldCollector = later.oldCollector.isEmpty() ? oldCollector : later.oldCollector;
    maxHeapBytes = later.maxHeapBytes == 0 ? maxHeapBytes : later.maxHeapBytes;
    flags.add(later.flags);
    if (later.containerKnown) {
      containerMemoryLimitBytes = later.containerMemoryLimitBytes;
      containerCpuLimit = later.containerCpuLimit;
      containerKnown = true;
    }
  }

  /** JVMs that the recording comes from, as far as its events tell them apart. */
  JvmProcesses processes() {
    return processes;
  }

  void beginChunk() {
    ofChunk = JvmProcesses.UNKNOWN;
  }

  /** Which of the processes the chunk that is read belongs to. */
  int processOfChunk() {
    return ofChunk;
  }

  JvmDescription description() {
    return new JvmDescription(
        name,
        version,
        arguments,
        mainClass,
        pid,
        startNanos,
        cores,
        physicalMemoryBytes,
        youngCollector,
        oldCollector,
        maxHeapBytes,
        containerMemoryLimitBytes,
        containerCpuLimit,
        flags.all());
  }
}
