package io.sonde.analyzer.attach;

/** A process that cannot be reached. The message is one sentence with the reason and the remedy. */
public final class AttachException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public AttachException(String sentence) {
    super(sentence);
  }

  public AttachException(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
