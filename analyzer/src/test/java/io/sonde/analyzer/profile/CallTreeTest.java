package io.sonde.analyzer.profile;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.analyzer.model.Frame;
import io.sonde.analyzer.model.FrameKind;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.model.RecordingBuilder;
import io.sonde.analyzer.model.SampleKind;
import io.sonde.analyzer.model.SampleTable;
import io.sonde.analyzer.profile.CallTree.SampleFilter;
import java.util.List;
import org.junit.jupiter.api.Test;

class CallTreeTest {
  private final RecordingBuilder builder = new RecordingBuilder();

  @Test
  void line_isTheOneWithMostOfTheWeight_whateverTheLinesOfItsCallers() {
    sample(3, frame("total", 28), frame("serve", 7));
    sample(2, frame("total", 30), frame("serve", 7));
    sample(4, frame("total", 28), frame("serve", 9));
    CallTree tree = tree(builder.build(), false);
    int serve = tree.firstChild(CallTree.ROOT);
    int total = tree.firstChild(serve);
    assertThat(tree.total(total)).isEqualTo(9);
    assertThat(tree.line(total)).isEqualTo(28);
    assertThat(tree.line(serve)).isEqualTo(7);
  }

  @Test
  void line_unknown_isZero() {
    sample(3, frame("total", 0));
    Recording recording = builder.build();
    CallTree tree = tree(recording, false);
    assertThat(tree.line(tree.firstChild(CallTree.ROOT))).isZero();
    assertThat(tree.line(CallTree.ROOT)).isZero();
    assertThat(tree(recording, true).line(1)).isZero();
  }

  private void sample(long weight, Frame... topFirst) {
    int stack = builder.stacks().stack(List.of(topFirst));
    builder.samples(SampleKind.CPU).add(0, -1, stack, weight, SampleTable.STATE_UNKNOWN, -1);
  }

  private static CallTree tree(Recording recording, boolean reversed) {
    return CallTree.of(recording, recording.samples(SampleKind.CPU), SampleFilter.ALL, reversed);
  }

  private static Frame frame(String method, int line) {
    return new Frame("com.shop.Cart", method, line, FrameKind.JIT_COMPILED);
  }
}
