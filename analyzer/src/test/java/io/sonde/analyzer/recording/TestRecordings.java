package io.sonde.analyzer.recording;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import jdk.jfr.Recording;
import one.profiler.AsyncProfiler;

/**
 * Recordings for tests that take any: made here and now by JFR and by async-profiler, and those of
 * the folder that SONDE_RECORDINGS names.
 */
public final class TestRecordings {
  private TestRecordings() {}

  public static Stream<Path> all(Path folder) throws IOException {
    Path jfr = RealRecordings.jfr(folder.resolve("own.jfr"));
    Path profiler = folder.resolve("own-profiler.jfr");
    AsyncProfiler asyncProfiler = AsyncProfiler.getInstance();
    asyncProfiler.execute(
        "start,event=ctimer,interval=5ms,wall=20ms,alloc=256k,live,lock=10us,jfr,file=" + profiler);
    RealRecordings.burn(1_000);
    asyncProfiler.execute("stop");
    Path requests = RequestRecordings.record(folder.resolve("own-requests.jfr"));
    return Stream.concat(Stream.of(jfr, profiler, requests), foreign());
  }

  /** Some of all that a recording can hold, in few bytes. */
  static List<Path> small(Path folder) throws IOException {
    Path jfr = folder.resolve("small.jfr");
    try (Recording recording = new Recording()) {
      recording.enable("jdk.ExecutionSample").withPeriod(Duration.ofMillis(10));
      recording.enable("jdk.ObjectAllocationOutsideTLAB").withStackTrace();
      recording.enable("jdk.OldObjectSample").withStackTrace().with("cutoff", "infinity");
      for (String type :
          List.of("GarbageCollection", "GCHeapSummary", "CPULoad", "JVMInformation")) {
        recording.enable("jdk." + type);
      }
      recording.start();
      RealRecordings.burn(200);
      System.gc();
      recording.stop();
      recording.dump(jfr);
    }
    Path profiler = folder.resolve("small-profiler.jfr");
    AsyncProfiler asyncProfiler = AsyncProfiler.getInstance();
    asyncProfiler.execute(
        "start,event=ctimer,interval=10ms,wall=50ms,alloc=2m,live,jfropts=0x1f,jfr,file="
            + profiler);
    RealRecordings.burn(200);
    asyncProfiler.execute("stop");
    return List.of(jfr, profiler);
  }

  /** Of other people's systems; none where the environment does not say where they are. */
  public static Stream<Path> foreign() throws IOException {
    String corpus = System.getenv("SONDE_RECORDINGS");
    if (corpus == null || corpus.isEmpty()) {
      return Stream.empty();
    }
    try (Stream<Path> files = Files.list(Path.of(corpus))) {
      List<Path> found = files.filter(each -> each.toString().endsWith(".jfr")).sorted().toList();
      if (found.isEmpty()) {
        throw new IOException("no recordings in " + corpus);
      }
      return found.stream();
    }
  }
}
