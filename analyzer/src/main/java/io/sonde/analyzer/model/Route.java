package io.sonde.analyzer.model;

/**
 * What requests were for.
 *
 * @param kind {@code http}, or {@code entry} for methods that the user named
 * @param name method and path template ({@code GET /orders/{id}}), or class and method
 */
public record Route(String kind, String name) {}
