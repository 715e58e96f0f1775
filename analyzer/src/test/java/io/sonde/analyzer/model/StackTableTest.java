package io.sonde.analyzer.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StackTableTest {
  private static final int METHODS = 6;

  /** A tree that grows many times over, beside what a plain map says of the same stacks. */
  @Test
  void oneStackIsOneNode_howeverManyThereAre() {
    Random random = new Random(1);
    StackTable.Builder builder = new StackTable.Builder();
    Map<List<Frame>, Integer> known = new HashMap<>();
    for (int i = 0; i < 50_000; i++) {
      List<Frame> topFirst = new ArrayList<>();
      for (int left = random.nextInt(12); left > 0; left--) {
        topFirst.add(frame(random.nextInt(METHODS)));
      }
      int node = builder.stack(topFirst);
      Integer before = known.putIfAbsent(topFirst, node);
      assertThat(node).isEqualTo(before == null ? node : before);
    }
    assertThat(known.values()).doesNotHaveDuplicates();
    StackTable stacks = builder.build();
    known.forEach((topFirst, node) -> assertThat(stacks.framesOf(node)).isEqualTo(topFirst));
    for (int node = 1; node < stacks.size(); node++) {
      assertThat(stacks.parent(node)).isLessThan(node);
    }
  }

  @Test
  void calleeOfAnotherCaller_isAnotherNode_evenRightBehindIt() {
    StackTable.Builder builder = new StackTable.Builder();
    int outer = builder.stack(List.of(frame(0)));
    int inner = builder.stack(List.of(frame(1), frame(0)));
    int other = builder.stack(List.of(frame(1)));
    assertThat(inner).isEqualTo(outer + 1);
    assertThat(other).isNotEqualTo(inner);
    assertThat(builder.stack(List.of(frame(1), frame(1)))).isNotEqualTo(other);
    assertThat(builder.stack(List.of(frame(1), frame(0)))).isEqualTo(inner);
  }

  @Test
  void stackThatWasCutOff_isMarkedAlone() {
    StackTable.Builder builder = new StackTable.Builder();
    int cut = builder.stack(List.of(frame(1), frame(0)));
    builder.markTruncated(cut);
    StackTable stacks = builder.build();
    assertThat(stacks.truncated(cut)).isTrue();
    assertThat(stacks.truncated(stacks.parent(cut))).isFalse();
    assertThat(stacks.truncated(StackTable.ROOT)).isFalse();
  }

  @Test
  void builtTable_takesNoMoreStacks_ratherThanSpoilingThoseBuilt() {
    StackTable.Builder builder = new StackTable.Builder();
    builder.stack(List.of(frame(1), frame(0)));
    StackTable stacks = builder.build();
    assertThatThrownBy(() -> builder.stack(List.of(frame(2), frame(2))))
        .isInstanceOf(IllegalStateException.class);
    assertThat(stacks.size()).isEqualTo(3);
  }

  private static Frame frame(int method) {
    return new Frame("com.shop.Orders", "step" + method, 0, FrameKind.JIT_COMPILED);
  }
}
