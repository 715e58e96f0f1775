package io.sonde.analyzer.demo;

/** The demo cannot go on. The message is one sentence: what, why, remedy. */
public final class DemoException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public DemoException(String sentence) {
    super(sentence);
  }

  public DemoException(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
