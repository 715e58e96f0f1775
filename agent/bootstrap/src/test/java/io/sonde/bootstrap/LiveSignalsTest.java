package io.sonde.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a listener is told of requests, and that nobody else pays for it. */
class LiveSignalsTest {
  private static final String TRACEPARENT =
      "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

  private final List<LiveRequest> requests = new ArrayList<>();
  private final List<LiveSpan> calls = new ArrayList<>();

  private boolean keepsRoots = true;

  private final LiveSignals.Receiver receiver =
      new LiveSignals.Receiver() {
        @Override
        public void request(LiveRequest request) {
          requests.add(request);
        }

        @Override
        public void late(LiveRequest request, LiveSpan done) {
          assertThat(requests).contains(request);
          calls.add(done);
        }

        @Override
        public void call(LiveSpan call) {
          calls.add(call);
        }

        @Override
        public boolean keepsRoot(String traceId) {
          return keepsRoots;
        }

        @Override
        public void connectionWait(String pool, long nanos) {}

        @Override
        public void connectionUse(String pool, long nanos) {}
      };

  @BeforeEach
  void record() {
    Requests.start(1_000_000_000, 1);
  }

  @AfterEach
  void stop() {
    LiveSignals.stop();
    Requests.stop();
    Routes.clear();
  }

  @Test
  void request_isToldWithItsStatements_thoughItsEventIsNotWritten() {
    LiveSignals.start(receiver, new ThreadGroup("own"), true);
    serve(3);
    assertThat(requests).as("the cap is one event a second").hasSize(3);
    LiveRequest last = requests.get(2);
    assertThat(last.route()).isEqualTo("GET /orders/{id}");
    assertThat(last.status()).isEqualTo(200);
    assertThat(last.callerId()).isEqualTo("b7ad6b7169203331");
    assertThat(last.children())
        .singleElement()
        .satisfies(
            child -> {
              assertThat(child.parentId()).isEqualTo(last.id());
              assertThat(child.startNanoTime()).isBetween(last.startNanoTime(), last.endNanoTime());
              assertThat(child.endNanoTime()).isBetween(child.startNanoTime(), last.endNanoTime());
            });
    assertThat(((LiveStatement) last.children().get(0)).text())
        .isEqualTo("select card from orders where id = ?");
  }

  @Test
  void nobodyListens_nothingIsKept() {
    RequestStretch stretch = Requests.beginHttp(TRACEPARENT, null, null, null);
    assertThat(stretch.request().isTold()).isFalse();
    assertThat(stretch.spanId()).isZero();
    stretch.leave();
    stretch.request().endHttp(200, "GET", null, "/orders/7", null);
    assertThat(requests).isEmpty();
  }

  @Test
  void statementOutsideOfRequests_isToldAlone() {
    LiveSignals.start(receiver, new ThreadGroup("own"), true);
    statement();
    assertThat(requests).isEmpty();
    assertThat(calls)
        .singleElement()
        .satisfies(call -> assertThat(call.parentId()).as("it has none").isZero());
  }

  @Test
  void moreChildrenThanAnybodyReads_areCountedOnly() {
    LiveSignals.start(receiver, new ThreadGroup("own"), true);
    RequestStretch stretch = begin();
    for (int i = 0; i < RequestSpans.MOST + 5; i++) {
      statement();
    }
    end(stretch);
    assertThat(requests.get(0).children()).hasSize(RequestSpans.MOST);
    assertThat(requests.get(0).droppedChildren()).isEqualTo(5);
  }

  @Test
  void threadsOfTheAgentItself_serveAndCallForNobody() throws InterruptedException {
    ThreadGroup own = new ThreadGroup("own");
    LiveSignals.start(receiver, own, true);
    LiveSignals.stop(); // they still send what is left
    List<Object> begun = new ArrayList<>();
    Thread thread =
        new Thread(
            own,
            () -> {
              begun.add(Requests.beginHttp(null, null, null, null) != null);
              begun.add(HttpCall.isOutermost());
            });
    thread.start();
    thread.join();
    assertThat(begun).containsExactly(false, false);
    assertThat(HttpCall.isOutermost()).as("on a thread of the application").isTrue();
  }

  @Test
  void outgoingCall_carriesTheTraceOn_withItsOwnSpan() {
    LiveSignals.start(receiver, new ThreadGroup("own"), true);
    RequestStretch stretch = begin();
    HttpCall call = HttpCall.begin("test", "POST", "http", "bank", 80, "/pay");
    assertThat(call.carriesTrace()).isTrue();
    assertThat(call.headerName()).isEqualTo("traceparent");
    String header = call.header();
    call.end(200, null);
    end(stretch);
    LiveSpan told = requests.get(0).children().get(0);
    assertThat(header)
        .isEqualTo(
            "00-0af7651916cd43dd8448eb211c80319c-%s-01"
                .formatted(String.format("%016x", told.id())));
  }

  @Test
  void traceThatBeginsHere_saysWhatTheSamplerSays_inTheWordsOfTheCaller() {
    LiveSignals.start(receiver, new ThreadGroup("own"), true);
    keepsRoots = false;
    assertThat(header(null, null)).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-00");
    keepsRoots = true;
    assertThat(header(null, null)).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01");
    String b3 = "0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331";
    assertThat(header(null, b3)).matches("0af7651916cd43dd8448eb211c80319c-[0-9a-f]{16}-1");
    assertThat(header(null, b3 + "-0")).endsWith("-0");
    assertThat(header(TRACEPARENT.replace("-01", "-00"), null)).endsWith("-00");
  }

  private static String header(String traceparent, String b3) {
    RequestStretch stretch = Requests.beginHttp(traceparent, b3, null, null);
    stretch.enter();
    HttpCall call = HttpCall.begin("test", "POST", "http", "bank", 80, "/pay");
    String header = call.header();
    call.end(200, null);
    end(stretch);
    return header;
  }

  @Test
  void metricsAlone_addNoHeader() {
    LiveSignals.start(receiver, new ThreadGroup("own"), false);
    RequestStretch stretch = begin();
    HttpCall call = HttpCall.begin("test", "POST", "http", "bank", 80, "/pay");
    assertThat(call.carriesTrace()).isFalse();
    call.end(200, null);
    end(stretch);
  }

  @Test
  void whatEndsAfterItsRequest_isToldWithIt() {
    LiveSignals.start(receiver, new ThreadGroup("own"), true);
    RequestStretch stretch = begin();
    end(stretch);
    LiveTask late = new LiveTask(1, 2, 3, 4, "late", -1, -1);
    stretch.request().tell(late);
    assertThat(requests.get(0).children()).isEmpty();
    assertThat(calls).containsExactly(late);
  }

  private static void serve(int number) {
    for (int i = 0; i < number; i++) {
      RequestStretch stretch = begin();
      statement();
      end(stretch);
    }
  }

  private static RequestStretch begin() {
    RequestStretch stretch = Requests.beginHttp(TRACEPARENT, null, null, null);
    stretch.enter();
    return stretch;
  }

  private static void statement() {
    DatabaseCall.beginText("select card from orders where id = 7").end(null, null);
  }

  private static void end(RequestStretch stretch) {
    stretch.leave();
    stretch.request().endHttp(200, "GET", null, "/orders/7", null);
  }
}
