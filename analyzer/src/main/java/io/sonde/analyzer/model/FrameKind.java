package io.sonde.analyzer.model;

/** How a frame's code was running, as far as the recorder told. */
public enum FrameKind {
  INTERPRETED,
  JIT_COMPILED,
  INLINED,
  C1_COMPILED,
  NATIVE,
  CPP,
  KERNEL,
  UNKNOWN;

  /** True for frames of Java methods; native, C++ and kernel frames are none. */
  public boolean isJava() {
    return this != NATIVE && this != CPP && this != KERNEL;
  }
}
