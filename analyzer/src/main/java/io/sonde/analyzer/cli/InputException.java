package io.sonde.analyzer.cli;

/**
 * Input that cannot be read or reached, exit code 3. The message is one sentence with the remedy.
 */
public final class InputException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public InputException(String sentence) {
    super(sentence);
  }

  public InputException(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
