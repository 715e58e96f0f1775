package io.sonde.agent.signal;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.semconv.DbAttributes;
import io.opentelemetry.semconv.ErrorAttributes;
import io.opentelemetry.semconv.HttpAttributes;
import io.opentelemetry.semconv.ServerAttributes;
import io.opentelemetry.semconv.UrlAttributes;
import io.sonde.bootstrap.LiveHttpCall;
import io.sonde.bootstrap.LiveRequest;
import io.sonde.bootstrap.LiveStatement;
import io.sonde.bootstrap.LiveTask;
import io.sonde.bootstrap.Requests;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * What requests, statements and calls are called in OpenTelemetry's semantic conventions. The same
 * come again and again, so they are remembered. For one thread.
 */
final class SignalAttributes {
  private static final int LEAST_ERROR = 400;

  private static final int SERVER_ERROR = 500;
  private static final double NANOS_PER_SECOND = 1e9;

  /** Of each kind; our choice, far above what services have. */
  private static final int MOST_REMEMBERED = 2_000;

  /** Method in OpenTelemetry's words for what we do not know by name. */
  private static final String OTHER_METHOD = "_OTHER";

  private record Answer(String kind, String route, String scheme, int status, String error) {}

  private record Statement(String system, String text, int batchSize, String error) {}

  private record Call(String method, String host, int port, int status, String error) {}

  private final Map<Answer, Attributes> requests = new Remembered<>();
  private final Map<Statement, DescribedStatement> statements = new Remembered<>();
  private final Map<Call, Attributes> calls = new Remembered<>();

  /** Of its metric; a span has more. */
  Attributes of(LiveRequest request) {
    Answer answer =
        new Answer(
            request.kind(), request.route(), request.scheme(), request.status(), request.error());
    return remember(requests, answer, SignalAttributes::describe);
  }

  DescribedStatement of(LiveStatement statement) {
    return remember(
        statements,
        new Statement(
            statement.system(), statement.text(), statement.batchSize(), statement.error()),
        SignalAttributes::describe);
  }

  /** Of its metric. */
  Attributes of(LiveHttpCall call) {
    return remember(
        calls,
        new Call(call.method(), call.host(), call.port(), call.status(), call.error()),
        SignalAttributes::describe);
  }

  /** The path without query, identifiers replaced, as in the recording. */
  Attributes ofSpan(LiveHttpCall call) {
    String url = call.scheme() + "://" + call.host() + ":" + call.port() + call.route();
    return of(call).toBuilder().put(UrlAttributes.URL_FULL, url).build();
  }

  String name(LiveHttpCall call) {
    return call.method().equals("OTHER") ? "HTTP" : call.method();
  }

  Attributes ofSpan(LiveTask task) {
    AttributesBuilder all = Attributes.builder().put(Names.EXECUTOR, task.executor());
    if (task.queuedNanos() >= 0) {
      all.put(Names.QUEUE_TIME, task.queuedNanos() / NANOS_PER_SECOND);
    }
    if (task.cpuNanos() >= 0) {
      all.put(Names.CPU_TIME, task.cpuNanos() / NANOS_PER_SECOND);
    }
    return all.build();
  }

  private static Attributes describe(Answer answer) {
    AttributesBuilder all = Attributes.builder();
    if (answer.kind().equals(Requests.HTTP)) {
      int space = answer.route().indexOf(' ');
      all.put(HttpAttributes.HTTP_REQUEST_METHOD, method(answer.route().substring(0, space)));
      all.put(HttpAttributes.HTTP_ROUTE, answer.route().substring(space + 1));
      all.put(UrlAttributes.URL_SCHEME, answer.scheme());
      if (answer.status() > 0) {
        all.put(HttpAttributes.HTTP_RESPONSE_STATUS_CODE, (long) answer.status());
      }
    } else {
      all.put(Names.ENTRY, answer.route());
      all.put(Names.ENTRY_KIND, answer.kind());
    }
    putError(all, answer.error(), answer.status(), SERVER_ERROR);
    return all.build();
  }

  private static DescribedStatement describe(Statement statement) {
    String summary = QuerySummary.of(statement.text());
    boolean batch = statement.batchSize() > 1;
    String named = batch ? "BATCH " + summary : summary;
    AttributesBuilder all =
        Attributes.builder()
            .put(DbAttributes.DB_SYSTEM_NAME, statement.system())
            .put(DbAttributes.DB_QUERY_SUMMARY, named);
    putError(all, statement.error(), 0, SERVER_ERROR);
    Attributes ofMetric = all.build();
    all.put(DbAttributes.DB_QUERY_TEXT, statement.text());
    if (batch) {
      all.put(DbAttributes.DB_OPERATION_BATCH_SIZE, (long) statement.batchSize());
    }
    return new DescribedStatement(named, all.build(), ofMetric);
  }

  private static Attributes describe(Call call) {
    AttributesBuilder all =
        Attributes.builder()
            .put(HttpAttributes.HTTP_REQUEST_METHOD, method(call.method()))
            .put(ServerAttributes.SERVER_ADDRESS, call.host())
            .put(ServerAttributes.SERVER_PORT, (long) call.port());
    if (call.status() > 0) {
      all.put(HttpAttributes.HTTP_RESPONSE_STATUS_CODE, (long) call.status());
    }
    putError(all, call.error(), call.status(), LEAST_ERROR);
    return all.build();
  }

  private static void putError(AttributesBuilder all, String error, int status, int least) {
    if (!error.isEmpty()) {
      all.put(ErrorAttributes.ERROR_TYPE, error);
    } else if (status >= least) {
      all.put(ErrorAttributes.ERROR_TYPE, Integer.toString(status));
    }
  }

  private static String method(String recorded) {
    return recorded.equals("OTHER") ? OTHER_METHOD : recorded;
  }

  private static <K, V> V remember(Map<K, V> known, K key, Function<K, V> describe) {
    V description = known.get(key);
    if (description == null) {
      description = describe.apply(key);
      known.put(key, description);
    }
    return description;
  }

  /** Forgets what was longest not asked for. */
  private static final class Remembered<K, V> extends LinkedHashMap<K, V> {
    private static final long serialVersionUID = 1;

    private Remembered() {
      super(16, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
      return size() > MOST_REMEMBERED;
    }
  }
}
