package io.sonde.agent.config;

/**
 * Where the agent tells live what it records.
 *
 * @param otlp base URL of an OTLP receiver by HTTP; {@code on}: what OpenTelemetry's own variables
 *     name; empty: none
 * @param zipkin URL of Zipkin; empty: none
 * @param prometheus address on which Prometheus may ask for metrics, as {@code [HOST:]PORT}; empty:
 *     none
 */
public record SignalConfig(String otlp, String zipkin, String prometheus) {
  private static final String LOOPBACK = "127.0.0.1";

  public static SignalConfig of(Settings settings) {
    return new SignalConfig(
        settings.text(Key.OTLP), settings.text(Key.ZIPKIN), settings.text(Key.PROMETHEUS));
  }

  /** Whether anything is told. */
  public boolean isOn() {
    return !otlp.isEmpty() || !zipkin.isEmpty() || !prometheus.isEmpty();
  }

  /** Whether spans are told, and not metrics alone. */
  public boolean tellsSpans() {
    return !otlp.isEmpty() || !zipkin.isEmpty();
  }

  /** Loopback where none is named: metrics are for this machine unless somebody asks for more. */
  public String prometheusHost() {
    int colon = prometheus.lastIndexOf(':');
    return colon < 0 ? LOOPBACK : prometheus.substring(0, colon);
  }

  public int prometheusPort() {
    return Integer.parseInt(prometheus.substring(prometheus.lastIndexOf(':') + 1));
  }
}
