package io.sonde.analyzer.model;

/**
 * A flag of the JVM that is not at its default.
 *
 * @param name as HotSpot names it, without {@code -XX:}
 * @param value as text, secrets masked; sizes in bytes
 * @param origin who set it, in the JVM's words: Command line, Ergonomic, Management …
 */
public record JvmFlag(String name, String value, String origin) {}
