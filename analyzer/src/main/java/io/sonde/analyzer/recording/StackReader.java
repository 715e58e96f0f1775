package io.sonde.analyzer.recording;

import io.sonde.analyzer.model.RecordingBuilder;
import io.sonde.analyzer.model.StackTable;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordedStackTrace;
import org.jspecify.annotations.Nullable;

/**
 * Interns the stack traces of one chunk. The parser hands out one object per distinct stack trace,
 * so each is walked once however many samples share it.
 */
final class StackReader {
  private final RecordingBuilder builder;
  private final Map<RecordedStackTrace, Integer> known = new IdentityHashMap<>();
  private final Map<RecordedMethod, FrameName> methods = new IdentityHashMap<>();
  private final MethodCopies copies = new MethodCopies();
  private final Set<RecordedMethod> copied = Collections.newSetFromMap(new IdentityHashMap<>());
  private int unknown = -1;

  StackReader(RecordingBuilder builder) {
    this.builder = builder;
  }

  /** Node of the stack trace in the model; a missing one is the frame {@code [unknown]}. */
  int stack(@Nullable RecordedStackTrace trace) {
    if (trace == null) {
      return unknown();
    }
    Integer node = known.get(trace);
    if (node == null) {
      node = walk(trace);
      known.put(trace, node);
    }
    builder.countStackSamples(1, trace.isTruncated());
    return node;
  }

  private int walk(RecordedStackTrace trace) {
    List<RecordedFrame> frames = trace.getFrames();
    if (frames == null || frames.isEmpty()) {
      return unknown();
    }
    StackTable.Builder stacks = builder.stacks();
    int node = StackTable.ROOT;
    int top = firstOfProgram(frames);
    for (int i = frames.size() - 1; i >= top; i--) {
      node = stacks.child(node, frame(frames.get(i)));
    }
    if (trace.isTruncated()) {
      stacks.markTruncated(node);
    }
    return node;
  }

  /** Index of the top frame below the agent's own probes, from which it commits its events. */
  private static int firstOfProgram(List<RecordedFrame> frames) {
    int top = 0;
    while (top < frames.size() - 1 && isProbe(frames.get(top))) {
      top++;
    }
    return top;
  }

  private static boolean isProbe(RecordedFrame frame) {
    RecordedMethod method = frame.getMethod();
    return method != null
        && method.getType() != null
        && FrameName.isProbe(method.getType().getName());
  }

  private int unknown() {
    if (unknown < 0) {
      unknown = builder.stacks().stack(List.of(FrameName.UNKNOWN));
    }
    return unknown;
  }

  private int frame(RecordedFrame frame) {
    RecordedMethod method = frame.getMethod();
    if (method == null) {
      return builder.stacks().frame(FrameName.UNKNOWN);
    }
    FrameName name = methods.computeIfAbsent(method, this::name);
    int id = builder.stacks().frame(name.frame(frame.getLineNumber(), frame.getType()));
    if (copied.contains(method)) {
      builder.stacks().markCopied(id);
    }
    return id;
  }

  private FrameName name(RecordedMethod method) {
    String type = method.getType() == null ? "" : method.getType().getName();
    FrameName name = FrameName.of(type, method.getName(), method.getDescriptor());
    if (copies.add(name, method.getDescriptor())) {
      copied.add(method);
    }
    return name;
  }
}
