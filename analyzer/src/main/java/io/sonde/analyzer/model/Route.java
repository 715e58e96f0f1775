package io.sonde.analyzer.model;

/**
 * What requests were for.
 *
 * @param kind {@code http}, {@code entry} for methods that the user named, {@code scheduled}, or
 *     {@code message}
 * @param name method and path template ({@code GET /orders/{id}}), or class and method
 */
public record Route(String kind, String name) {
  /** True of work that no user waits for: what a scheduler or a broker's client calls. */
  public boolean isBackground() {
    return kind.equals("scheduled") || kind.equals("message");
  }
}
