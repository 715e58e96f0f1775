package io.sonde.analyzer.attach;

/** A name that several JVMs match. The message is one sentence that lists them. */
public final class AmbiguousNameException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  AmbiguousNameException(String sentence) {
    super(sentence);
  }
}
