package io.sonde.analyzer.rule.memory;

import io.sonde.analyzer.aggregate.CollectionKind;
import io.sonde.analyzer.aggregate.OwnPlaces;
import io.sonde.analyzer.finding.Evidence;
import io.sonde.analyzer.finding.Finding;
import io.sonde.analyzer.finding.ImpactOf;
import io.sonde.analyzer.finding.Location;
import io.sonde.analyzer.finding.Severity;
import io.sonde.analyzer.model.Gauge;
import io.sonde.analyzer.model.GaugeSeries;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.rule.Locations;
import io.sonde.analyzer.unit.Formats;
import io.sonde.analyzer.unit.Unit;
import java.util.ArrayList;
import java.util.List;

/**
 * What native-memory-leak says, with its numbers.
 *
 * @param growth of what is told of
 */
record NativeMemoryFinding(Recording recording, SeriesGrowth growth) {
  private static final int NAMED_SITES = 3;

  Finding ofDirectBuffers() {
    Survival survival = Survival.of(growth);
    boolean proven = survival == Survival.SURVIVED;
    double limit = recording.gauges().only(Gauge.DIRECT_BUFFER_LIMIT).last();
    double left = limit > 0 ? growth.nanosUntil(limit) : nanosUntilMemoryIsFull();
    List<OwnPlaces.Site> sites = DirectBufferSites.of(recording, growth.fromNanos());
    List<Evidence> evidence = numbers("memory of direct buffers");
    evidence.add(
        Evidence.of(
            "direct buffers at last",
            recording.gauges().only(Gauge.DIRECT_BUFFER_COUNT).last(),
            Unit.COUNT));
    if (limit > 0) {
      evidence.add(Evidence.of("they may have", limit, Unit.BYTES));
    }
    addTimeLeft(evidence, left);
    evidence.add(
        Evidence.of(
            "collections of the whole heap",
            recording.collections().stream().filter(CollectionKind::isOld).count(),
            Unit.COUNT));
    addSites(evidence, sites);
    return finding(
        proven,
        left,
        (proven ? "Direct buffers leak " : "Direct buffers may leak ")
            + rate()
            + (sites.isEmpty() ? "" : ", allocated in " + sites.get(0).method().shortName()),
        "The memory of direct buffers grows by "
            + rate()
            + " without levelling off, to "
            + Formats.bytes(growth.last())
            + ", outside of the heap."
            + (proven
                ? " A collection of the whole heap left most of it."
                : " No collection of the whole heap ran late enough to tell whether the buffers are"
                    + " still in use."),
        sites.isEmpty()
            ? "Find who allocates direct buffers and keeps them (a heap dump's"
                + " java.nio.DirectByteBuffer objects and who refers to them); use a pool of fixed"
                + " size."
            : "See which collection keeps the buffers that "
                + sites.get(0).method().shortName()
                + " allocates; take them from a pool of fixed size and give them back, or allocate"
                + " one for each thread.",
        evidence,
        sites);
  }

  /**
   * @param type of native memory tracking
   */
  Finding ofType(String type) {
    double left = nanosUntilMemoryIsFull();
    List<Evidence> evidence = numbers("memory of type " + type);
    addTimeLeft(evidence, left);
    return finding(
        true,
        left,
        "Native memory leaks " + rate() + ", of type " + type,
        "What the JVM has allocated outside of the heap as "
            + type
            + " grows by "
            + rate()
            + " without levelling off.",
        switch (type) {
          case "Other", "Internal" ->
              "Look for Unsafe.allocateMemory, direct buffers and mapped arenas that are never freed;"
                  + " jcmd PID VM.native_memory detail names the JVM's own call sites.";
          case "Symbol", "String table", "Symbol table" ->
              "Do not intern strings, or generate names of classes and methods, that differ each"
                  + " time.";
          case "Code" ->
              "See code-cache; generated classes and lambdas are compiled again and again.";
          case "Compiler", "Arena Chunk" ->
              "A compilation that needs that much is rare: name the method with -XX:+PrintCompilation"
                  + " and exclude it, or take a newer JDK.";
          default ->
              "Compare jcmd PID VM.native_memory baseline and, some minutes later,"
                  + " summary.diff, with -XX:NativeMemoryTracking=detail.";
        },
        evidence,
        List.of());
  }

  /**
   * Of allocations that nothing freed.
   *
   * @param sites at least one
   */
  Finding ofSites(
      String title,
      String summary,
      String recommendation,
      List<Evidence> evidence,
      List<OwnPlaces.Site> sites) {
    double left = nanosUntilMemoryIsFull();
    addTimeLeft(evidence, left);
    return finding(true, left, title, summary, recommendation, evidence, sites);
  }

  /**
   * @param provenBytes growth that the heap cannot explain
   * @param beyondHeap whether that is most of the growth
   */
  Finding ofResidentSet(double provenBytes, boolean beyondHeap) {
    double left = nanosUntilMemoryIsFull();
    List<Evidence> evidence = residentNumbers(provenBytes, left);
    boolean tracked = !recording.gauges().of(Gauge.NATIVE_MEMORY).isEmpty();
    evidence.add(
        Evidence.text(
            "memory by type",
            tracked
                ? "no type that the JVM tracks grows like that: it is a native library's, or the"
                    + " allocator's"
                : "not applicable: start with -XX:NativeMemoryTracking=summary"));
    return finding(
        beyondHeap,
        left,
        (beyondHeap ? "Memory outside of the heap leaks " : "Memory outside of the heap may leak ")
            + rate(),
        "The resident set without the heap grows by "
            + rate()
            + " without levelling off, to "
            + Formats.bytes(recording.gauges().only(Gauge.RESIDENT_SET).last())
            + " with it."
            + (beyondHeap
                ? " Direct buffers do not grow like that."
                : " The heap has committed more than it had used, so it may be the heap's own pages"
                    + " that are touched for the first time."),
        beyondHeap
            ? (tracked
                ? "Look at native libraries (compression, images, TLS): streams, inflaters and"
                    + " handles that are not closed. async-profiler's nativemem mode names the stacks"
                    + " that allocate and never free; glibc's arenas are bounded by"
                    + " MALLOC_ARENA_MAX=2."
                : "Record again with -XX:NativeMemoryTracking=summary to see which part of the JVM it"
                    + " is, or none; then async-profiler's nativemem mode names the stacks that"
                    + " allocate and never free.")
            : "Start with -XX:+AlwaysPreTouch, which touches the heap at once, or with"
                + " -XX:NativeMemoryTracking=summary, and record again.",
        evidence,
        List.of());
  }

  /**
   * Of growth within the JVM's first minutes, which proves nothing.
   *
   * @param provenBytes growth that the heap cannot explain
   */
  Finding ofWarmUp(double provenBytes) {
    double left = nanosUntilMemoryIsFull();
    return finding(
        false,
        left,
        "Memory outside of the heap may leak " + rate(),
        "The resident set without the heap grows by "
            + rate()
            + ". But the JVM had just started: its compiler, class metadata and allocator, and the"
            + " recorder, grow for some minutes in any service.",
        "Record again, later than two minutes after the start, under the same load.",
        residentNumbers(provenBytes, left),
        List.of());
  }

  private List<Evidence> residentNumbers(double provenBytes, double left) {
    GaugeSeries resident = recording.gauges().only(Gauge.RESIDENT_SET);
    List<Evidence> evidence = numbers("resident set without the heap");
    evidence.add(Evidence.of("growth that the heap cannot explain", provenBytes, Unit.BYTES));
    evidence.add(Evidence.of("resident set at last", resident.last(), Unit.BYTES));
    addTimeLeft(evidence, left);
    return evidence;
  }

  private String rate() {
    return Formats.format(growth.slope(), Unit.BYTES_PER_SECOND);
  }

  private List<Evidence> numbers(String what) {
    return new ArrayList<>(growth.evidence(what, Unit.BYTES, Unit.BYTES_PER_SECOND));
  }

  /** Infinite where the memory of machine and container is unknown. */
  private double nanosUntilMemoryIsFull() {
    long container = recording.jvm().containerMemoryLimitBytes();
    long limit = container > 0 ? container : recording.jvm().physicalMemoryBytes();
    double resident = recording.gauges().only(Gauge.RESIDENT_SET).last();
    double used = Double.isNaN(resident) ? growth.last() : resident;
    return limit > 0 && growth.slope() > 0
        ? Math.max(0, limit - used) / growth.slope() * 1e9
        : Double.POSITIVE_INFINITY;
  }

  private static void addTimeLeft(List<Evidence> evidence, double left) {
    evidence.add(
        Double.isFinite(left)
            ? Evidence.of("time to exhaustion", left, Unit.NANOSECONDS, LeakFinding.WARNING_NANOS)
            : Evidence.text("time to exhaustion", "not applicable: enable jdk.PhysicalMemory"));
  }

  private static void addSites(List<Evidence> evidence, List<OwnPlaces.Site> sites) {
    if (sites.isEmpty()) {
      evidence.add(
          Evidence.text(
              "allocation sites", "not applicable: no CPU or allocation sample shows one"));
    }
    double total = sites.stream().mapToDouble(OwnPlaces.Site::weight).sum();
    for (OwnPlaces.Site site : sites.subList(0, Math.min(NAMED_SITES, sites.size()))) {
      evidence.add(
          Evidence.of(
              "allocated in " + site.method().shortName(), site.weight() / total, Unit.RATIO));
    }
  }

  private Finding finding(
      boolean proven,
      double left,
      String title,
      String summary,
      String recommendation,
      List<Evidence> evidence,
      List<OwnPlaces.Site> sites) {
    Severity severity =
        !proven || Double.isFinite(left) && left > LeakFinding.WARNING_NANOS
            ? Severity.INFO
            : left <= LeakFinding.CRITICAL_NANOS ? Severity.CRITICAL : Severity.WARNING;
    List<Location> location =
        sites.isEmpty() ? List.of() : sites.get(0).places().stream().map(Locations::of).toList();
    return new Finding(
        NativeMemoryLeakRule.ID,
        severity,
        proven && Double.isFinite(left) ? Math.max(0, 1 - left / LeakFinding.IMPACT_NANOS) : 0,
        ImpactOf.NEXT_DAY,
        title,
        summary,
        recommendation,
        evidence,
        location,
        null,
        growth.fromNanos(),
        recording.endNanos());
  }
}
