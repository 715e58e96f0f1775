package io.sonde.benchmarks;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One call of a short method; which tool times it is chosen by the options of the JVM.
 *
 * <p>Without a tool: {@code java -jar benchmarks/target/benchmarks.jar MethodTiming}. All tools
 * side by side: {@code benchmarks/method-timing.sh}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class MethodTimingBenchmark {
  private long seed = 42;

  @Benchmark
  public long call() {
    seed = TimedWork.timed(seed);
    return seed;
  }

  /** What two readings of the clock cost: the floor for every tool that times each call. */
  @Benchmark
  public long twoClockReadings() {
    long start = System.nanoTime();
    seed = TimedWork.timed(seed);
    return seed ^ (System.nanoTime() - start);
  }
}
