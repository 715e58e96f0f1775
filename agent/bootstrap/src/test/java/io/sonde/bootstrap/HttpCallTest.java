package io.sonde.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletionException;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calls as advice makes them, in the events that come of them. */
class HttpCallTest {
  private static final String ENTRY = "com.shop.Shop.serve";

  @TempDir Path folder;
  private final Recording recording = new Recording();

  @BeforeEach
  void start() {
    Routes.clear();
    Requests.start(1_000_000_000L, 100);
    recording.start();
  }

  @AfterEach
  void stop() {
    Requests.stop();
    Routes.clear();
    recording.close();
    assertThat(HttpCall.isOutermost()).isFalse();
  }

  @Test
  void address_isToldWithoutQuery_andWithThePortOfItsScheme() throws IOException {
    call("GET", "https://user:sesame@bank.example/accounts/42?pin=sesame").end(200, null);
    call("get", "http://bank.example:81").end(200, null);
    List<RecordedEvent> calls = calls();
    assertThat(calls.get(0).getString("host")).isEqualTo("bank.example");
    assertThat(calls.get(0).getInt("port")).isEqualTo(443);
    assertThat(calls.get(0).getString("route")).isEqualTo("/accounts/{id}");
    assertThat(calls.get(1).getInt("port")).isEqualTo(81);
    assertThat(calls.get(1).getString("route")).isEqualTo("/");
    assertThat(calls.get(1).getString("method")).isEqualTo("OTHER");
    assertThat(calls.toString()).doesNotContain("sesame");
  }

  @Test
  void addressAsText_isToldLikewise_andOneThatIsNoneIsNoCall() throws IOException {
    HttpCall.beginUrl("test", "GET", "http://a.example:81/orders/42?filter={sesame}")
        .end(200, null);
    assertThat(HttpCall.beginUrl("test", "GET", "http://a b/")).isNull();
    RecordedEvent call = calls().get(0);
    assertThat(call.getString("host")).isEqualTo("a.example");
    assertThat(call.getInt("port")).isEqualTo(81);
    assertThat(call.getString("route")).isEqualTo("/orders/{id}");
    assertThat(call.toString()).doesNotContain("sesame");
  }

  @Test
  void callWithinACall_orWithinAStatement_doesNotCount() {
    HttpCall outer = call("GET", "http://a/b");
    assertThat(HttpCall.isOutermost()).isFalse();
    outer.end(200, null);
    assertThat(HttpCall.isOutermost()).isTrue();
    DatabaseCall statement = DatabaseCall.beginText("select 1");
    assertThat(HttpCall.isOutermost()).isFalse();
    statement.end(null, null);
    assertThat(HttpCall.isOutermost()).isTrue();
  }

  @Test
  void request_countsItsCalls_andTheTimeOfThoseThatItWaitedFor() throws IOException {
    RequestStretch stretch = Requests.beginEntry(ENTRY);
    call("GET", "http://a/b").end(200, null);
    HttpCall later = call("GET", "http://a/later");
    later.leave();
    later.becomeAsynchronous();
    later.finish(0, new CompletionException(new java.net.ConnectException()));
    Requests.endCall(stretch, null);
    RouteTotals totals = Routes.all().get(0).endPeriod();
    assertThat(totals.httpCount()).isEqualTo(2);
    assertThat(totals.httpNanos()).isPositive().isLessThan(totals.calls().totalNanos());
    List<RecordedEvent> calls = calls();
    assertThat(calls).allMatch(each -> each.getLong("requestId") == stretch.request().id());
    assertThat(calls).allMatch(each -> each.getString("traceId").length() == 32);
    RecordedEvent asynchronous =
        calls.stream().filter(each -> each.getBoolean("asynchronous")).findFirst().orElseThrow();
    assertThat(asynchronous.getString("error")).isEqualTo("java.net.ConnectException");
  }

  /** HttpURLConnection throws then, which is no more than the status says. */
  @Test
  void answerThatIsThrown_isNoError() throws IOException {
    call("GET", "http://a/missing").end(404, new java.io.FileNotFoundException());
    assertThat(calls().get(0).getString("error")).isEmpty();
  }

  @Test
  void outsideOfRequests_atMostSoManyASecond() {
    SecondBudget budget = new SecondBudget(2);
    long now = System.nanoTime();
    assertThat(List.of(budget.take(now), budget.take(now), budget.take(now)))
        .containsExactly(true, true, false);
    assertThat(budget.take(now + 2_000_000_000L)).isTrue();
  }

  @Test
  void enqueuedCall_isTakenOnce_byItsObjectAlone() {
    HttpCall call = call("GET", "http://a/b");
    call.leave();
    String owner = new String("owner");
    EnqueuedCalls.put(owner, call);
    assertThat(EnqueuedCalls.take(new String("owner"))).isNull();
    assertThat(EnqueuedCalls.take(owner)).isSameAs(call);
    assertThat(EnqueuedCalls.take(owner)).isNull();
  }

  private static HttpCall call(String method, String uri) {
    return HttpCall.begin("test", method, URI.create(uri));
  }

  private List<RecordedEvent> calls() throws IOException {
    recording.stop();
    Path file = folder.resolve("calls.jfr");
    recording.dump(file);
    return RecordingFile.readAllEvents(file).stream()
        .filter(event -> event.getEventType().getName().equals("sonde.HttpCall"))
        .toList();
  }
}
