package io.sonde.analyzer.cli;

import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.profile.CallTree.SampleFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which samples a command was asked for.
 *
 * @param thread part of the name, {@code *} for anything; null for all threads
 * @param route of requests; null for all samples, within requests or not
 * @param slowness from when on a request counts; null for all of them
 * @param trace of requests, instead of their route; null for any
 */
record SampleSelection(
    @Nullable String thread,
    @Nullable TimeArgument from,
    @Nullable TimeArgument to,
    @Nullable RouteGlob route,
    @Nullable SlownessArgument slowness,
    @Nullable TraceArgument trace) {

  /**
   * @throws UsageException when an argument cannot be understood
   */
  static SampleSelection parse(
      @Nullable String thread,
      @Nullable String from,
      @Nullable String to,
      @Nullable String route,
      @Nullable String slowerThan,
      @Nullable String trace) {
    if (trace != null && route != null) {
      throw new UsageException("--trace names requests as --request does; give one of the two.");
    }
    if (slowerThan != null && route == null) {
      throw new UsageException(
          "--slower-than says from when on a request is slow, so it needs --request; for all of"
              + " them write --request '*'.");
    }
    return new SampleSelection(
        thread,
        from == null ? null : TimeArgument.parse("--from", from),
        to == null ? null : TimeArgument.parse("--to", to),
        route == null ? null : new RouteGlob(route),
        slowerThan == null ? null : SlownessArgument.parse(slowerThan),
        trace == null ? null : TraceArgument.parse(trace));
  }

  /**
   * The requests that were asked for; null where it was not by requests.
   *
   * @param input the recording as the user named it
   * @throws InputException when the recording holds no such request
   */
  @Nullable RequestSelection requests(Recording recording, String input) {
    if (trace != null) {
      return RequestSelection.of(recording, trace, input);
    }
    return route == null ? null : RequestSelection.of(recording, route, slowness, input);
  }

  /**
   * @param requests as {@link #requests}
   */
  SampleFilter filter(Recording recording, @Nullable RequestSelection requests) {
    long start = recording.startNanos();
    long first = from == null ? Long.MIN_VALUE : from.epochNanos(start);
    long end = to == null ? Long.MAX_VALUE : to.epochNanos(start);
    boolean[] threads = threads(recording);
    return (samples, i) -> {
      long time = samples.timeNanos(i);
      int index = samples.thread(i);
      boolean rightThread = thread == null || index >= 0 && threads[index];
      return rightThread
          && time >= first
          && time < end
          && (requests == null || requests.cover().contains(index, time));
    };
  }

  private boolean[] threads(Recording recording) {
    boolean[] result = new boolean[recording.threads().size()];
    if (thread != null) {
      Pattern pattern = pattern(thread);
      for (int i = 0; i < result.length; i++) {
        result[i] = pattern.matcher(recording.threads().get(i).name()).find();
      }
    }
    return result;
  }

  private static Pattern pattern(String text) {
    String regex =
        List.of(text.split("\\*", -1)).stream()
            .map(Pattern::quote)
            .collect(Collectors.joining(".*"));
    return Pattern.compile(regex, Pattern.CASE_INSENSITIVE);
  }

  /** What is drawn, one line: {@code threads http-*, from 10s}. */
  @Override
  public String toString() {
    List<String> parts = new ArrayList<>();
    if (route != null) {
      parts.add("requests " + route.text());
    }
    if (trace != null) {
      parts.add("trace " + trace.id());
    }
    if (slowness != null) {
      parts.add("slower than " + slowness.text());
    }
    if (thread != null) {
      parts.add("threads " + thread);
    }
    if (from != null) {
      parts.add("from " + from.text());
    }
    if (to != null) {
      parts.add("to " + to.text());
    }
    return parts.isEmpty() ? "all threads, whole recording" : String.join(", ", parts);
  }
}
