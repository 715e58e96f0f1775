package io.sonde.analyzer.aggregate;

import io.sonde.analyzer.model.Frame;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.model.SampleKind;
import io.sonde.analyzer.model.SampleTable;
import io.sonde.analyzer.model.StackTable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The frame of the application that a stack trace is told by: the one nearest to its top. */
public final class OwnCode {
  private static final int NONE = -1;

  private final StackTable stacks;
  private final CodeMap code;

  private OwnCode(StackTable stacks, CodeMap code) {
    this.stacks = stacks;
    this.code = code;
  }

  public static OwnCode of(Recording recording) {
    SampleTable cpu = recording.samples(SampleKind.CPU);
    return new OwnCode(
        recording.stacks(),
        cpu == null ? CodeMap.of(recording, recording.waits()) : CodeMap.of(recording, cpu));
  }

  /** Index of the frame, or -1. What stands in for own code does so where a stack shows none. */
  int frame(int stack) {
    int standIn = NONE;
    for (int node = stack; node != StackTable.ROOT; node = stacks.parent(node)) {
      int frame = stacks.frameId(node);
      if (code.origin(frame) == CodeOrigin.OWN) {
        return frame;
      }
      standIn = standIn < 0 && code.isOwn(frame) ? frame : standIn;
    }
    return standIn;
  }

  public CodeOrigin origin(int frame) {
    return code.origin(frame);
  }

  /**
   * The application's frames of a stack trace, the one nearest to its top first, each method once.
   * A lambda is the method that it was written in.
   */
  List<Place> places(int stack, int most) {
    int nearest = frame(stack);
    List<Place> places = new ArrayList<>();
    for (int node = stack;
        node != StackTable.ROOT && places.size() < most;
        node = stacks.parent(node)) {
      int id = stacks.frameId(node);
      if (id == nearest || code.origin(id) == CodeOrigin.OWN) {
        Frame frame = stacks.frameById(id);
        Method method = Method.of(frame);
        Place place = new Place(method.className(), method.name(), frame.line());
        if (places.stream().noneMatch(each -> each.shortName().equals(place.shortName()))) {
          places.add(place);
        }
      }
    }
    return List.copyOf(places);
  }

  /** True for the application's own code, without what stands in for it. */
  boolean isOwn(int frame) {
    return code.origin(frame) == CodeOrigin.OWN;
  }

  /** Null for no frame. */
  @Nullable Place place(int frame) {
    return frame < 0 ? null : Place.of(stacks.frameById(frame));
  }
}
