package io.sonde.analyzer.model;

/** What happened in an {@link Incident}. */
public enum IncidentKind {
  /** An exception or error was made; the subject is its class. */
  EXCEPTION
}
