package io.sonde.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Fewer events of requests, while the counts stay exact. */
class EventCapsTest {
  private static final int CAP = 100;
  private static final long SECOND = 1_000_000_000;

  @AfterEach
  void stop() {
    Requests.stop();
  }

  @Test
  void capsAreDivided_downToOne_andComeBackWithTheNextRecording() {
    Requests.start(SECOND, CAP);
    assertThat(Requests.perSecond()).isEqualTo(100);
    Requests.writeOneIn(4);
    assertThat(Requests.perSecond()).isEqualTo(25);
    Requests.writeOneIn(1_000);
    assertThat(Requests.perSecond()).isEqualTo(1);
    Requests.start(SECOND, CAP);
    assertThat(Requests.perSecond()).isEqualTo(100);
  }

  /** Ten seconds of 1,000 fast requests: what is written stands for all, with either cap. */
  @Test
  void fewerEvents_theirWeightsStillSumToTheCount() {
    Requests.start(SECOND, CAP);
    RouteCell route = new RouteCell(Requests.HTTP, "GET /");
    long now = System.nanoTime();
    int written = 0;
    long weights = 0;
    for (int i = 0; i < 10_000; i++) {
      if (i == 5_000) {
        Requests.writeOneIn(4);
      }
      now += SECOND / 1_000;
      route.add(1_000, false, 0, 0);
      int weight = route.weight(now, false, Requests.perSecond());
      written += weight > 0 ? 1 : 0;
      weights += weight;
    }
    // The first second has no rate before it: 100, then 50 for each doubling; the sixth was begun
    // with the rate of the old cap. The others have 100 a second, then 25.
    assertThat(written).isBetween(200 + 4 * 100 + 4 * 25, 300 + 5 * 101 + 100 + 5 * 26);
    assertThat(weights).isBetween(9_700L, 10_300L);
    assertThat(route.requests()).isEqualTo(10_000);
  }

  @Test
  void rehearsedProbes_leaveNothingBehind() {
    Requests.start(SECOND, CAP);
    long events = Requests.eventsWritten();
    int texts = SqlText.remembered(); // of other tests in this JVM
    try (ProbeRehearsal rehearsal = new ProbeRehearsal()) {
      rehearsal.requests(10);
      rehearsal.statements(250);
      rehearsal.exact(10);
      rehearsal.counted(10);
    }
    assertThat(Requests.current()).isNull();
    assertThat(Requests.eventsWritten()).isEqualTo(events);
    assertThat(SqlText.remembered()).isEqualTo(texts);
    assertThat(DatabaseCall.prepares()).as("no call is open on this thread").isTrue();
  }
}
