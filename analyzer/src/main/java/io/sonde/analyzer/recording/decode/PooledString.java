package io.sonde.analyzer.recording.decode;

/** A string that stands in the constant pool of strings. */
record PooledString(long key) {}
