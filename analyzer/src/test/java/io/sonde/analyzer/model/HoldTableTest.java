package io.sonde.analyzer.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HoldTableTest {
  private final RecordingBuilder builder = new RecordingBuilder();

  @Test
  void oneThatWasOpenAndThenClosed_isOne() {
    int pool = builder.pools().pool("a");
    builder.pools().hold(new ConnectionHold(5, 100, 7, pool, 1, true, false));
    builder.pools().hold(new ConnectionHold(5, 300, 7, pool, 1, false, false));
    builder.pools().hold(new ConnectionHold(5, 200, 7, pool, 1, true, false));
    HoldTable holds = builder.build().pools().holds();
    assertThat(holds.size()).isEqualTo(1);
    assertThat(holds.get(0)).isEqualTo(new ConnectionHold(5, 300, 7, pool, 1, false, false));
  }

  @Test
  void tooMany_loseTheShortest() {
    builder.pools().most(100);
    int pool = builder.pools().pool("a");
    for (int i = 0; i < 1_000; i++) {
      builder.pools().hold(new ConnectionHold(i, i, 0, pool, i + 1, false, false));
    }
    HoldTable holds = builder.build().pools().holds();
    assertThat(holds.size()).isBetween(50, 100);
    assertThat(IntStream.range(0, holds.size()).mapToLong(holds::durationNanos)).contains(999L);
  }

  @Test
  void added_bearTheNumbersOfTheFirst() {
    builder.pools().pool("first");
    builder.stacks().stack(List.of(frame("first")));
    RecordingBuilder later = new RecordingBuilder();
    int pool = later.pools().pool("second");
    later.pools().hold(new ConnectionHold(5, 100, 7, pool, 1, true, true));
    later.pools().holder(1, false, later.stacks().stack(List.of(frame("took"))), -1);
    later.pools().holder(1, true, later.stacks().stack(List.of(frame("closed"))), -1);
    builder.addAll(later);
    Recording recording = builder.build();
    HoldTable holds = recording.pools().holds();
    assertThat(holds.get(0)).isEqualTo(new ConnectionHold(5, 100, 7, 1, 1, true, true));
    int holder = Objects.requireNonNull(holds.holder(1));
    assertThat(recording.stacks().frame(holder).methodName()).isEqualTo("closed");
    assertThat(holds.holder(2)).isNull();
  }

  private static Frame frame(String method) {
    return new Frame("a.B", method, 1, FrameKind.JIT_COMPILED);
  }
}
