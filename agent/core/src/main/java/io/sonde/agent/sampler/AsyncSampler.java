package io.sonde.agent.sampler;

import io.sonde.agent.config.SamplingConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import one.profiler.AsyncProfiler;

/**
 * async-profiler taking cpu, wall, alloc and, when asked, lock samples together into a ring of
 * files. The ring's open chunk is lost when the process is killed: 30 s at most.
 */
public final class AsyncSampler {
  /** Length of one file of the ring, and so the most that a killed process loses. */
  public static final int RING_SECONDS = 30;

  private static final boolean LINUX =
      System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("linux");

  /**
   * SIGSTKFLT, which neither Linux nor the JVM sends. async-profiler's handler stays after it has
   * stopped, and on SIGPROF, its usual signal, it would keep JFR's CPU-time sampler (JDK 25) from
   * taking over.
   */
  private static final int CPU_SIGNAL = 16;

  /** SIGVTALRM, async-profiler's own choice for wall-clock samples; both must be told apart. */
  private static final int WALL_SIGNAL = 26;

  /** As good as no limit: async-profiler wants a number of files, or it names them for ever. */
  private static final long UNLIMITED_FILES = 1_000_000;

  /** perf_events; without them a CPU clock per thread; at worst one clock for the process. */
  private static final List<String> CPU_ENGINES = List.of("cpu", "ctimer", "itimer");

  private final AsyncProfiler profiler;

  private AsyncSampler(AsyncProfiler profiler) {
    this.profiler = profiler;
  }

  /**
   * @param ring directory for the files, named {@code prefix}N.jfr
   * @param maxAgeNanos how far back the ring must reach, 0 for all
   */
  static AsyncSampler start(SamplingConfig config, Path ring, String prefix, long maxAgeNanos)
      throws SamplerUnavailableException {
    if (ring.toString().matches(".*[,%].*")) {
      throw new SamplerUnavailableException("its path may not hold ',' or '%': " + ring, null);
    }
    AsyncProfiler profiler = NativeLibrary.load(libraryDirectories(config, ring));
    String file = ring.resolve(prefix) + "%n{" + files(maxAgeNanos) + "}.jfr";
    Exception last = null;
    for (String engine : config.cpuNanos() > 0 ? CPU_ENGINES : CPU_ENGINES.subList(0, 1)) {
      try {
        profiler.execute(command(config, engine, file));
        return new AsyncSampler(profiler);
      } catch (IOException | RuntimeException refused) {
        last = refused;
      }
    }
    throw new SamplerUnavailableException("it did not start: " + last.getMessage(), last);
  }

  static String command(SamplingConfig config, String engine, String file) {
    List<String> parts = new ArrayList<>(List.of("start"));
    if (config.cpuNanos() > 0) {
      parts.add("event=" + engine);
      parts.add("interval=" + config.cpuNanos());
    }
    if (config.wallNanos() > 0) {
      parts.add("wall=" + config.wallNanos());
    }
    if (config.allocBytes() > 0) {
      parts.add("alloc=" + config.allocBytes());
    }
    if (config.lockNanos() > 0) {
      parts.add("lock=" + config.lockNanos());
    }
    // 0x1f leaves out what JFR records better: system facts, properties, libraries, CPU load, and
    // a heap summary "After GC" that a timer takes up to a second after the collection.
    parts.add("jfropts=0x1f");
    if (LINUX) {
      parts.add("signal=" + CPU_SIGNAL + "/" + WALL_SIGNAL);
    }
    // A thread that ends while its clock is opened is a warning each, on the application's standard
    // output by default.
    parts.add("log=stderr");
    parts.add("loglevel=error");
    parts.add("loop=" + RING_SECONDS + "s");
    parts.add("file=" + file);
    return String.join(",", parts);
  }

  /** Closes the ring's open chunk, so that all samples up to now can be copied. */
  public void flush() throws IOException {
    profiler.execute("dump,jfr");
  }

  /** Ends sampling and closes the open chunk. Only ever called by who started it. */
  public void stop() {
    try {
      profiler.stop();
    } catch (IllegalStateException alreadyStopped) {
      // The VM's death has closed the chunk before us.
    }
  }

  /** async-profiler's clock now, in its own ticks. */
  public static long ticks() {
    return one.profiler.Recording.timestamp();
  }

  public static long ticksPerSecond() {
    return one.profiler.Recording.clockFrequency();
  }

  /** One file more than the age needs, since the newest is still being filled. */
  private static long files(long maxAgeNanos) {
    long ringNanos = RING_SECONDS * 1_000_000_000L;
    return maxAgeNanos == 0 ? UNLIMITED_FILES : (maxAgeNanos + ringNanos - 1) / ringNanos + 1;
  }

  private static List<Path> libraryDirectories(SamplingConfig config, Path ring) {
    return config.extractPath().isEmpty()
        ? List.of(Path.of(System.getProperty("java.io.tmpdir")), ring)
        : List.of(Path.of(config.extractPath()));
  }
}
