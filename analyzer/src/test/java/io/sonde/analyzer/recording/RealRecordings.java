package io.sonde.analyzer.recording;

import io.sonde.analyzer.recording.decode.ChunkHeader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;
import jdk.jfr.Recording;
import one.profiler.AsyncProfiler;

/** Makes recordings of this JVM: real events, known work. */
public final class RealRecordings {
  static final String HOT_CLASS = RealRecordings.class.getName();

  private static final AtomicReference<Object> KEPT = new AtomicReference<>();
  private static final Object MONITOR = new Object();

  private RealRecordings() {}

  /** CPU, allocation, a collection, a contended monitor; work goes on until samples exist. */
  public static Path jfr(Path file) throws IOException {
    try (Recording recording = new Recording()) {
      recording.enable("jdk.ExecutionSample").withPeriod(Duration.ofMillis(10));
      recording.enable("jdk.ObjectAllocationInNewTLAB").withStackTrace();
      recording.enable("jdk.ObjectAllocationOutsideTLAB").withStackTrace();
      recording.enable("jdk.JavaMonitorEnter").withThreshold(Duration.ZERO).withStackTrace();
      recording.enable("jdk.ActiveSetting");
      for (String type :
          new String[] {
            "JVMInformation",
            "CPUInformation",
            "GarbageCollection",
            "GCPhasePause",
            "GCHeapSummary",
            "GCConfiguration",
            "GCHeapConfiguration"
          }) {
        recording.enable("jdk." + type);
      }
      recording.start();
      contend();
      burn(1_500);
      System.gc();
      recording.stop();
      recording.dump(file);
    }
    return file;
  }

  /**
   * Samples of async-profiler in several chunks, whose number is waited for: how fast a chunk fills
   * depends on what else the machine does.
   */
  static Path profilerChunks(Path file, int chunks) throws IOException {
    AsyncProfiler profiler = AsyncProfiler.getInstance();
    profiler.execute(
        "start,event=ctimer,interval=200us,alloc=1k,chunksize=262144,jfr,file=" + file);
    do {
      burn(500);
    } while (chunksIn(file) < chunks);
    burn(500);
    profiler.execute("stop");
    return file;
  }

  private static int chunksIn(Path file) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
    int chunks = 0;
    for (int at = 0; at <= bytes.limit() - Integer.BYTES; at++) {
      chunks += bytes.getInt(at) == ChunkHeader.MAGIC ? 1 : 0;
    }
    return chunks;
  }

  /** A copy without its last tenth. */
  public static Path cut(Path recording, Path to) throws IOException {
    byte[] bytes = Files.readAllBytes(recording);
    return Files.write(to, Arrays.copyOf(bytes, bytes.length * 9 / 10));
  }

  static void burn(long millis) {
    long end = System.nanoTime() + millis * 1_000_000;
    long sum = 0;
    while (System.nanoTime() < end) {
      byte[] bytes = new byte[10_000];
      for (int i = 0; i < bytes.length; i++) {
        sum += bytes[i] * i;
      }
      KEPT.set(bytes);
    }
    KEPT.set(sum);
  }

  /** Another thread waits for the monitor until this one saw it blocked. */
  private static void contend() {
    Thread waiter = new Thread(RealRecordings::enter, "waiter");
    synchronized (MONITOR) {
      waiter.start();
      while (waiter.getState() != Thread.State.BLOCKED) {
        Thread.onSpinWait();
      }
      burn(20);
    }
    try {
      waiter.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void enter() {
    synchronized (MONITOR) {
      KEPT.set("entered");
    }
  }
}
