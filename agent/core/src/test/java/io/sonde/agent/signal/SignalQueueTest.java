package io.sonde.agent.signal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The bound, and that what is over it is counted. */
class SignalQueueTest {
  @Test
  void full_dropsAndCounts_andTakesAgainWhatThereIsRoomFor() {
    SignalQueue queue = new SignalQueue();
    for (int i = 0; i < SignalQueue.MOST + 10; i++) {
      queue.connectionWait("pool", 1);
    }
    assertThat(queue.dropped()).isEqualTo(10);
    ToldSpans told = new ToldSpans();
    queue.drainTo(told.signals());
    assertThat(queue.isEmpty()).isTrue();
    queue.connectionWait("pool", 1);
    assertThat(queue.dropped()).isEqualTo(10);
    assertThat(queue.isEmpty()).isFalse();
  }
}
