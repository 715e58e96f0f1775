package io.sonde.analyzer.report;

import io.sonde.analyzer.finding.Analysis;
import io.sonde.analyzer.finding.Evidence;
import io.sonde.analyzer.finding.Finding;
import io.sonde.analyzer.finding.ImpactOf;
import io.sonde.analyzer.finding.Location;
import io.sonde.analyzer.finding.RuleResult;
import io.sonde.analyzer.finding.Severity;
import io.sonde.analyzer.model.Chunk;
import io.sonde.analyzer.model.Frame;
import io.sonde.analyzer.model.FrameKind;
import io.sonde.analyzer.model.GarbageCollection;
import io.sonde.analyzer.model.HeapReading;
import io.sonde.analyzer.model.JvmDescription;
import io.sonde.analyzer.model.JvmFlag;
import io.sonde.analyzer.model.MethodTiming;
import io.sonde.analyzer.model.OldObject;
import io.sonde.analyzer.model.Quality;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.model.RecordingBuilder;
import io.sonde.analyzer.model.SampleKind;
import io.sonde.analyzer.model.SampleTable;
import io.sonde.analyzer.profile.CallTree;
import io.sonde.analyzer.unit.Unit;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.HdrHistogram.Histogram;

/** Analyses made in code: a shop with three causes, a healthy one, an empty one, a hostile one. */
final class ReportSamples {
  static final long START = 1_790_000_000_000_000_000L;
  static final long SECOND = 1_000_000_000L;
  static final Location PRICING = new Location("com.shop.pricing.PriceRules", "matches", 88);
  static final String HOSTILE =
      "</script><img src=x onerror=\"window.hacked=1\">'\"&\u202Egnp.exe\u200B\u0000\u001b[31m";

  private ReportSamples() {}

  static Analysis shop() {
    return new Analysis(shopRecording(), List.of("shop.jfr"), shopResults());
  }

  /** Flame graphs of which nobody knows when they were sampled. */
  static void flame(List<CallTree> trees, FlameOptions options, Appendable out) throws IOException {
    FlameGraphPage.write(
        new RecordingBuilder().build(), trees, CallTree.SampleFilter.ALL, options, out);
  }

  static Analysis healthy() {
    List<RuleResult> results = new ArrayList<>();
    for (String rule : List.of("hot-path", "allocation-hot-path", "gc-pressure", "heap-leak")) {
      results.add(new RuleResult.Ok(rule, "Measured 1.2 %, threshold 10 %."));
    }
    results.add(new RuleResult.NotApplicable("lock-contention", "jdk.JavaMonitorEnter is off."));
    return new Analysis(shopRecording(), List.of("healthy.jfr"), results);
  }

  static Analysis empty() {
    RuleResult blind = new RuleResult.NotApplicable("hot-path", "No execution samples recorded.");
    return new Analysis(new RecordingBuilder().build(), List.of("empty.jfr"), List.of(blind));
  }

  /**
   * Collections of 1 ms, one of 901 ms; the heap is 100 MB after each, once 7 MB, before it 200.
   */
  static Analysis manyCollections(int count) {
    RecordingBuilder builder = new RecordingBuilder();
    chunk(builder);
    for (int i = 0; i < count; i++) {
      long time = START + i * SECOND / 100;
      long pause = i == 1337 ? 901_000_000 : 1_000_000;
      long used = i == 1339 ? 7L << 20 : 100L << 20;
      builder.heap(new HeapReading(i, time, 200L << 20, 512L << 20, false));
      builder.heap(new HeapReading(i, time + 5_000_000, used, 512L << 20, true));
      builder.collection(
          new GarbageCollection(i, time, "G1New", "G1 Evacuation Pause", pause, pause, pause));
    }
    return new Analysis(builder.build(), List.of("many.jfr"), List.of());
  }

  /**
   * One method that ran in three ways below two callers, a native frame of its name, and samples
   * without a stack.
   */
  static Recording mixedKinds() {
    RecordingBuilder builder = new RecordingBuilder();
    chunk(builder);
    SampleTable.Builder cpu = builder.samples(SampleKind.CPU);
    Frame main = frame("com.mixed.Main", "main");
    Frame one = frame("com.mixed.Caller", "one");
    Frame two = new Frame("com.mixed.Caller", "two", 0, FrameKind.INLINED);
    List<List<Frame>> stacks =
        List.of(
            List.of(hot(FrameKind.INLINED), one, main),
            List.of(hot(FrameKind.JIT_COMPILED), two, main),
            List.of(hot(FrameKind.INTERPRETED), hot(FrameKind.JIT_COMPILED), one),
            List.of(hot(FrameKind.NATIVE), one, main),
            List.of());
    for (int i = 0; i < stacks.size(); i++) {
      int stack = builder.stacks().stack(stacks.get(i));
      cpu.add(START, -1, stack, (10 + i) * SECOND, SampleTable.RUNNABLE, -1);
    }
    return builder.build();
  }

  /** A method that calls itself, one to three deep. */
  static Recording recursion() {
    RecordingBuilder builder = new RecordingBuilder();
    chunk(builder);
    SampleTable.Builder cpu = builder.samples(SampleKind.CPU);
    Frame main = frame("a.Main", "main");
    Frame walk = frame("a.Tree", "walk");
    Frame leaf = frame("a.Leaf", "read");
    List<List<Frame>> stacks =
        List.of(
            List.of(walk, main),
            List.of(walk, walk, main),
            List.of(leaf, walk, walk, main),
            List.of(leaf, walk, walk, walk, main));
    for (int i = 0; i < stacks.size(); i++) {
      int stack = builder.stacks().stack(stacks.get(i));
      cpu.add(START, -1, stack, (1 + i) * SECOND, SampleTable.RUNNABLE, -1);
    }
    return builder.build();
  }

  private static Frame hot(FrameKind kind) {
    return new Frame("com.mixed.Hot", "spin", 0, kind);
  }

  /** Every name that can come from outside is hostile, one of them 100 000 characters long. */
  static Analysis hostile() {
    String huge = HOSTILE + "x".repeat(100_000);
    RecordingBuilder builder = new RecordingBuilder();
    chunk(builder);
    builder.jvm(
        new JvmDescription(
            HOSTILE,
            HOSTILE,
            huge,
            HOSTILE,
            1,
            START,
            2,
            1L << 33,
            HOSTILE,
            "",
            1L << 30,
            0,
            0,
            List.of(new JvmFlag(HOSTILE, huge, HOSTILE))));
    SampleTable.Builder cpu = builder.samples(SampleKind.CPU);
    int stack =
        builder
            .stacks()
            .stack(List.of(frame(HOSTILE, huge), frame(huge, HOSTILE), frame("a.B", "main")));
    cpu.add(START, -1, stack, 5 * SECOND, SampleTable.RUNNABLE, -1);
    builder.problem(new Quality.Problem(Quality.Kind.TRUNCATED_FILE, HOSTILE, huge, 1, SECOND));
    Finding finding =
        new Finding(
            "hot-path",
            Severity.CRITICAL,
            0.9,
            ImpactOf.CPU_TIME,
            huge,
            huge,
            HOSTILE,
            List.of(Evidence.text(HOSTILE, huge), Evidence.of(huge, 0.9, Unit.RATIO, 0.1)),
            List.of(new Location(HOSTILE, huge, 1), new Location(huge, HOSTILE, 0)),
            HOSTILE,
            START,
            START + SECOND);
    return new Analysis(
        builder.build(),
        List.of(huge),
        List.of(
            new RuleResult.Found("hot-path", List.of(finding)),
            new RuleResult.NotApplicable("heap-leak", huge)));
  }

  /** A tree of about {@code nodes} distinct calls, from a fixed seed. */
  static CallTree large(int nodes) {
    RecordingBuilder builder = new RecordingBuilder();
    SampleTable.Builder cpu = builder.samples(SampleKind.CPU);
    Random random = new Random(7);
    int made = 0;
    while (made < nodes) {
      int node = 0;
      int depth = 10 + random.nextInt(50);
      for (int i = 0; i < depth; i++) {
        int choice = (int) Math.abs(random.nextGaussian() * (2 + i / 4.0));
        Frame frame = frame("com.large.p" + (choice % 40) + ".Type" + choice, "call" + i);
        node = builder.stacks().child(node, builder.stacks().frame(frame));
      }
      made += depth / 2;
      cpu.add(START, -1, node, 1 + random.nextInt(20_000_000), SampleTable.RUNNABLE, -1);
    }
    Recording recording = builder.build();
    return tree(recording, SampleKind.CPU);
  }

  static CallTree tree(Recording recording, SampleKind kind) {
    return CallTree.of(recording, recording.samples().get(kind), CallTree.SampleFilter.ALL, false);
  }

  static Recording shopRecording() {
    return shopBuilder().build();
  }

  static RecordingBuilder shopBuilder() {
    RecordingBuilder builder = new RecordingBuilder();
    chunk(builder);
    builder.jvm(
        new JvmDescription(
            "OpenJDK 64-Bit Server VM",
            "25.0.3+9",
            "-Xmx512m -javaagent:sonde-agent.jar",
            "com.shop.Shop",
            4711,
            START,
            2,
            8L << 30,
            "G1New",
            "G1Old",
            512L << 20,
            1L << 30,
            1.5,
            List.of(
                new JvmFlag("MaxHeapSize", "536870912", "Command line"),
                new JvmFlag("UseG1GC", "true", "Ergonomic"))));
    Random random = new Random(1);
    for (SampleKind kind : List.of(SampleKind.CPU, SampleKind.WALL, SampleKind.ALLOC)) {
      samples(builder, kind, random);
    }
    memory(builder, random);
    survivors(builder);
    timing(builder, "com.shop.pricing.PriceRules", "matches", 910_000, 38_000);
    timing(builder, "com.shop.cart.CartService", "total", 31_000, 2_400_000);
    timing(builder, "com.shop.checkout.CheckoutService", "checkout", 9_000, 41_000_000);
    builder.problem(
        new Quality.Problem(
            Quality.Kind.UNFINISHED_CHUNK,
            "shop.jfr",
            "The last chunk was not finished: up to 1.2 s of samples are missing.",
            40_960,
            SECOND));
    return builder;
  }

  /** Sessions become more, from two to seven of the samples; the configuration stays as it is. */
  private static void survivors(RecordingBuilder builder) {
    Frame touch = frame("com.shop.session.Sessions", "touch");
    int session = builder.stacks().stack(List.of(frame("java.util.HashMap", "put"), touch));
    int config = builder.stacks().stack(List.of(frame("com.shop.Shop", "main")));
    for (int written : new int[] {10, 60}) {
      for (int i = 0; i <= written / 10; i++) {
        builder.oldObject(survivor(written, i, "com.shop.session.Session", session));
      }
      builder.oldObject(survivor(written, 0, "com.shop.Config", config));
    }
  }

  private static OldObject survivor(int written, int allocated, String className, int stack) {
    return new OldObject(
        START + written * SECOND,
        START + allocated * SECOND,
        className,
        64,
        -1,
        100L << 20,
        stack,
        List.of(className, "java.util.HashMap$Node", "com.shop.session.Sessions.all"),
        "Class: Sessions");
  }

  private static void samples(RecordingBuilder builder, SampleKind kind, Random random) {
    SampleTable.Builder table = builder.samples(kind);
    List<Frame> base = new ArrayList<>();
    base.add(frame("java.lang.Thread", "run"));
    base.add(frame("org.apache.tomcat.util.threads.TaskThread$WrappingRunnable", "run"));
    base.add(frame("org.apache.coyote.http11.Http11Processor", "service"));
    base.add(frame("org.springframework.web.servlet.DispatcherServlet", "doDispatch"));
    List<List<Frame>> tails =
        List.of(
            List.of(
                frame("com.shop.checkout.CheckoutController", "checkout"),
                frame("com.shop.checkout.CheckoutService", "checkout"),
                frame("com.shop.cart.CartService", "total"),
                frame("com.shop.pricing.PriceRules", "matches"),
                frame("java.util.regex.Pattern", "compile"),
                new Frame("java.util.regex.Pattern", "expr", 0, FrameKind.INLINED)),
            List.of(
                frame("com.shop.checkout.CheckoutController", "checkout"),
                frame("com.shop.checkout.CheckoutService", "checkout"),
                frame("com.shop.cart.CartService", "total"),
                frame("com.shop.pricing.PriceRules", "matches")),
            List.of(
                frame("com.shop.catalogue.CatalogueController", "list"),
                frame("org.hibernate.internal.SessionImpl", "list"),
                frame("org.postgresql.jdbc.PgStatement", "executeQuery"),
                frame("java.net.SocketInputStream", "read"),
                new Frame("", "libc.so.6.recv", 0, FrameKind.NATIVE),
                new Frame("", "tcp_recvmsg_[k]", 0, FrameKind.KERNEL)),
            List.of(
                frame("com.shop.cart.CartController", "add"),
                new Frame(
                    "com.fasterxml.jackson.databind.ObjectMapper",
                    "readValue",
                    0,
                    FrameKind.INTERPRETED)),
            List.of(
                frame("com.shop.cart.CartController", "add"),
                frame("com.shop.session.Sessions", "put"),
                frame("java.util.HashMap", "resize")));
    int[] share = {45, 20, 17, 12, 6};
    for (int i = 0; i < tails.size(); i++) {
      List<Frame> frames = new ArrayList<>(base);
      frames.addAll(tails.get(i));
      java.util.Collections.reverse(frames);
      int stack = builder.stacks().stack(frames);
      for (int n = 0; n < share[i] * 10; n++) {
        long time = START + (long) (random.nextDouble() * 60 * SECOND);
        table.add(time, -1, stack, kind.unit() == Unit.BYTES ? 524_288 : 10_000_000, (byte) 1, -1);
      }
    }
  }

  private static void memory(RecordingBuilder builder, Random random) {
    for (int i = 0; i < 120; i++) {
      long time = START + i * SECOND / 2;
      long live = (80L << 20) + i * (1L << 20);
      long garbage = (long) (random.nextDouble() * (30L << 20));
      builder.heap(new HeapReading(i, time, live + (200L << 20), 512L << 20, false));
      builder.heap(new HeapReading(i, time + 9_000_000, live + garbage, 512L << 20, true));
      long pause = 4_000_000 + (long) (random.nextDouble() * 9_000_000);
      builder.collection(
          new GarbageCollection(i, time, "G1New", "G1 Evacuation Pause", pause, pause, pause));
    }
  }

  private static void timing(
      RecordingBuilder builder, String type, String method, long count, long nanos) {
    Histogram histogram = new Histogram(3);
    Random random = new Random(count);
    long total = 0;
    for (int i = 0; i < 2000; i++) {
      long value = (long) (nanos * Math.exp(random.nextGaussian() * 0.6));
      histogram.recordValue(value);
      total += value;
    }
    builder.methodTiming(
        new MethodTiming(
            type,
            method,
            "()V",
            count,
            count,
            0,
            total / 2000 * count,
            total / 2000 * count,
            histogram.getMaxValue(),
            histogram,
            false));
  }

  private static void chunk(RecordingBuilder builder) {
    builder.chunk(
        new Chunk("shop.jfr", 0, 12_000_000, START, 60 * SECOND, Chunk.Producer.JDK, true));
  }

  private static Frame frame(String type, String method) {
    return new Frame(type, method, 12, FrameKind.JIT_COMPILED);
  }

  static List<RuleResult> shopResults() {
    return List.of(
        new RuleResult.Found("hot-path", List.of(hotPath())),
        new RuleResult.Found("heap-leak", List.of(leak())),
        new RuleResult.Found("recording-quality", List.of(quality())),
        new RuleResult.Ok("gc-long-pause", "Longest pause 13 ms, threshold 200 ms."),
        new RuleResult.Ok("gc-pressure", "Pauses take 1.7 % of the time, threshold 5 %."),
        new RuleResult.NotApplicable(
            "lock-contention",
            "Monitor waits were not recorded: switch on jdk.JavaMonitorEnter with threshold 1 ms."));
  }

  private static Finding hotPath() {
    return new Finding(
        "hot-path",
        Severity.CRITICAL,
        0.65,
        ImpactOf.CPU_TIME,
        "PriceRules.matches compiles a regular expression on every call",
        "65 % of all CPU time is spent in PriceRules.matches and what it calls; 45 % of the total is"
            + " Pattern.compile. It runs 910,000 times in 60 s.",
        "Compile the pattern once into a static final field, and match against that.",
        List.of(
            Evidence.of("Share of CPU time", 0.65, Unit.RATIO, 0.1),
            Evidence.of("CPU time", 6.5e9, Unit.NANOSECONDS),
            Evidence.of("Samples", 650, Unit.COUNT, 100),
            Evidence.text("Dearest callee", "java.util.regex.Pattern.compile")),
        List.of(PRICING, new Location("com.shop.cart.CartService", "total", 41)),
        "POST /checkout",
        START,
        START + 60 * SECOND);
  }

  private static Finding leak() {
    return new Finding(
        "heap-leak",
        Severity.WARNING,
        0.21,
        ImpactOf.NEXT_DAY,
        "The live set grows by 2.1 MB/s: sessions are kept for ever",
        "After collections the heap grew from 84 MB to 210 MB in 60 s (95 % interval 2.0 to 2.2 MB/s)"
            + " and reaches its limit of 537 MB in 2.6 min.",
        "Remove sessions when they expire: Sessions.put adds to a map that nothing removes from.",
        List.of(
            Evidence.of("Growth", 2.1e6, Unit.BYTES_PER_SECOND, 1e5),
            Evidence.of("Time to exhaustion", 156e9, Unit.NANOSECONDS),
            Evidence.text(
                "Held by",
                "com.shop.session.Session <- java.util.HashMap$Node.value <- java.util.HashMap.table"
                    + " <- com.shop.session.Sessions.all")),
        List.of(new Location("com.shop.session.Sessions", "put", 30)),
        null,
        START,
        START + 60 * SECOND);
  }

  private static Finding quality() {
    return new Finding(
        "recording-quality",
        Severity.INFO,
        Double.NaN,
        ImpactOf.ELAPSED_TIME,
        "The last chunk of the recording was not finished",
        "Up to 1.2 s of samples at the end are missing.",
        "Nothing to do if the process was killed on purpose.",
        List.of(Evidence.of("Missing", 1.2e9, Unit.NANOSECONDS)),
        List.of(),
        null,
        START,
        START + 60 * SECOND);
  }
}
