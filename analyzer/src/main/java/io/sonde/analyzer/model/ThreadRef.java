package io.sonde.analyzer.model;

/**
 * A thread of the recorded JVM.
 *
 * @param name Java name, else the operating system's; never empty
 * @param javaId Java thread id, or 0 for a thread that is no Java thread
 * @param osId operating system's thread id, or 0 when unknown
 */
public record ThreadRef(String name, long javaId, long osId, boolean virtual) {}
