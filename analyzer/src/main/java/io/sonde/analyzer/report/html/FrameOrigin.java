package io.sonde.analyzer.report.html;

import io.sonde.analyzer.aggregate.CodeOrigin;
import io.sonde.analyzer.model.Frame;
import io.sonde.analyzer.model.FrameKind;

/** Whose code a frame is: what its colour says. The order is the code in the page's data. */
enum FrameOrigin {
  APPLICATION,
  LIBRARY,
  JDK,
  NATIVE,
  KERNEL,
  FOLDED,
  GENERATED,
  NO_STACK;

  static FrameOrigin of(Frame frame) {
    if (frame.kind() == FrameKind.KERNEL) {
      return KERNEL;
    }
    return switch (CodeOrigin.of(frame)) {
      case OWN -> APPLICATION;
      case LIBRARY -> LIBRARY;
      case JDK -> JDK;
      case GENERATED -> GENERATED;
      case NATIVE -> NATIVE;
    };
  }
}
