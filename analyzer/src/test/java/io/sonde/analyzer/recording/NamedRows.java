package io.sonde.analyzer.recording;

import io.sonde.analyzer.model.Frame;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.model.Request;
import io.sonde.analyzer.model.RequestTask;
import io.sonde.analyzer.model.Route;
import io.sonde.analyzer.model.SqlStatement;
import io.sonde.analyzer.model.SqlTable;
import io.sonde.analyzer.model.ThreadRef;
import io.sonde.analyzer.model.Wait;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Rows of a recording with names in the place of numbers, which differ from reader to reader. */
final class NamedRows {
  private NamedRows() {}

  record NamedRequest(Request rest, Route route, @Nullable ThreadRef thread, String error) {}

  record NamedTask(RequestTask rest, @Nullable ThreadRef thread) {}

  record NamedWait(
      Wait rest,
      @Nullable ThreadRef thread,
      List<Frame> frames,
      String objectClass,
      @Nullable ThreadRef owner) {}

  static List<NamedRequest> requests(Recording recording) {
    return IntStream.range(0, recording.requests().table().size())
        .mapToObj(recording.requests().table()::get)
        .map(
            each ->
                new NamedRequest(
                    unnumbered(each),
                    recording.requests().routes().get(each.route()),
                    thread(recording, each.entryThread()),
                    className(recording, each.errorClass())))
        .toList();
  }

  private static Request unnumbered(Request each) {
    return new Request(
        each.id(),
        each.parentId(),
        0,
        each.startNanos(),
        each.durationNanos(),
        0,
        each.entryNanos(),
        each.status(),
        0,
        each.traceId(),
        each.cpuNanos(),
        each.allocatedBytes(),
        each.weight(),
        each.database(),
        each.http(),
        each.runQueueNanos());
  }

  static List<NamedTask> tasks(Recording recording) {
    return IntStream.range(0, recording.requests().tasks().size())
        .mapToObj(recording.requests().tasks()::get)
        .map(
            each ->
                new NamedTask(
                    new RequestTask(
                        each.requestId(),
                        0,
                        each.startNanos(),
                        each.durationNanos(),
                        each.queuedNanos(),
                        each.cpuNanos(),
                        each.allocatedBytes(),
                        each.runQueueNanos()),
                    thread(recording, each.thread())))
        .toList();
  }

  static List<Wait> waitNumbers(Recording recording) {
    return IntStream.range(0, recording.waits().size()).mapToObj(recording.waits()::get).toList();
  }

  static List<NamedWait> waits(Recording recording) {
    return waitNumbers(recording).stream()
        .map(
            each ->
                new NamedWait(
                    new Wait(
                        each.startNanos(),
                        each.durationNanos(),
                        each.kind(),
                        0,
                        0,
                        0,
                        0,
                        each.monitor()),
                    thread(recording, each.thread()),
                    recording.stacks().framesOf(each.stack()),
                    className(recording, each.objectClass()),
                    thread(recording, each.owner())))
        .toList();
  }

  record NamedStatement(SqlStatement rest, @Nullable ThreadRef thread, String text) {}

  record NamedCaller(String text, List<Frame> frames, long times) {}

  static List<NamedStatement> statements(Recording recording) {
    return statements(recording, recording.sql());
  }

  static List<NamedStatement> calls(Recording recording) {
    return statements(recording, recording.httpCalls());
  }

  private static List<NamedStatement> statements(Recording recording, SqlTable table) {
    return IntStream.range(0, table.size())
        .mapToObj(table::get)
        .map(
            each ->
                new NamedStatement(
                    new SqlStatement(
                        each.startNanos(),
                        each.durationNanos(),
                        0,
                        each.requestId(),
                        0,
                        each.rows(),
                        each.batchSize(),
                        each.failed()),
                    thread(recording, each.thread()),
                    table.texts().get(each.text())))
        .toList();
  }

  static Set<NamedCaller> callers(Recording recording) {
    Set<NamedCaller> callers = new HashSet<>();
    for (int i = 0; i < recording.sql().texts().size(); i++) {
      String text = recording.sql().texts().get(i);
      recording
          .sql()
          .callers(i)
          .forEach(
              (stack, times) ->
                  callers.add(new NamedCaller(text, recording.stacks().framesOf(stack), times)));
    }
    return callers;
  }

  private static @Nullable ThreadRef thread(Recording recording, int index) {
    return index < 0 ? null : recording.threads().get(index);
  }

  private static String className(Recording recording, int index) {
    return index < 0 ? "" : recording.classNames().get(index);
  }
}
