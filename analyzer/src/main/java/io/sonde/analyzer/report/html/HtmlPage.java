package io.sonde.analyzer.report.html;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * One self-contained page. Scripts and styles stand inline and are named by their hash in the
 * content security policy, which forbids everything else: no network, no other script. Data stands
 * in script elements that do not run, written so that no name can close them.
 */
public final class HtmlPage {
  private static final String BASE = "/io/sonde/analyzer/report/";

  /** Sorted, so that the same analysis gives the same bytes. */
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();

  private static final List<String> SHARED_SCRIPTS =
      List.of(
          "dom.js",
          "format.js",
          "inflate.js",
          "tree.js",
          "theme.js",
          "flame-draw.js",
          "flame-export.js",
          "flame-trees.js",
          "flame-filter.js",
          "flame-help.js",
          "flame-words.js",
          "heat-grid.js",
          "sample-heat.js",
          "flame.js");

  private final String title;
  private final List<String> styles;
  private final List<String> scripts;
  private String json = "{}";
  private List<FlameData> flames = List.of();

  private HtmlPage(String title, List<String> styles, List<String> scripts) {
    this.title = title;
    this.styles = styles;
    this.scripts = scripts;
  }

  /** A page that holds flame graphs only. */
  public static HtmlPage flame(String title) {
    List<String> scripts = new ArrayList<>(SHARED_SCRIPTS);
    scripts.add("flame-page.js");
    return new HtmlPage(title, List.of("base.css", "flame.css"), scripts);
  }

  /** The whole report. */
  public static HtmlPage report(String title) {
    List<String> scripts = new ArrayList<>(SHARED_SCRIPTS);
    scripts.addAll(
        List.of(
            "uPlot.iife.min.js",
            "chart.js",
            "heat.js",
            "timeline.js",
            "terms.js",
            "table.js",
            "requests.js",
            "waterfall.js",
            "pools.js",
            "locks.js",
            "memory.js",
            "print.js",
            "report.js"));
    return new HtmlPage(
        title,
        List.of("uPlot.min.css", "base.css", "flame.css", "report.css", "requests.css"),
        scripts);
  }

  /** Values that the page's script reads; anything that Jackson writes. */
  public HtmlPage data(Map<String, Object> data) {
    json = JSON.writeValueAsString(data);
    return this;
  }

  public HtmlPage flames(List<FlameData> flames) {
    this.flames = List.copyOf(flames);
    return this;
  }

  public void write(Appendable out) throws IOException {
    String style = joined(styles);
    String script = "(function(){'use strict';\n" + joined(scripts) + "})();\n";
    out.append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
        .append(
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src '")
        .append(hash(script))
        .append("'; style-src '")
        .append(hash(style))
        .append("'; img-src data:; base-uri 'none'; form-action 'none'\">\n")
        .append("<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n")
        .append("<meta name=\"color-scheme\" content=\"light dark\">\n")
        .append("<link rel=\"icon\" href=\"data:,\">\n<title>")
        .append(escape(title))
        .append("</title>\n<style>")
        .append(style)
        .append("</style>\n</head>\n<body>\n")
        .append(
            "<noscript>This page draws itself with a script: allow scripts to read it.</noscript>\n")
        .append("<div id=\"app\"></div>\n<script type=\"application/json\" id=\"sonde-data\">")
        .append(
            json.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029"))
        .append("</script>\n");
    for (int i = 0; i < flames.size(); i++) {
      out.append("<script type=\"text/plain\" id=\"flame-" + i + "\">")
          .append(flames.get(i).packed())
          .append("</script>\n");
      if (!flames.get(i).packedTimes().isEmpty()) {
        out.append("<script type=\"text/plain\" id=\"flame-times-" + i + "\">")
            .append(flames.get(i).packedTimes())
            .append("</script>\n");
      }
    }
    out.append("<script>").append(script).append("</script>\n</body>\n</html>\n");
  }

  private static String joined(List<String> names) {
    StringBuilder text = new StringBuilder();
    for (String name : names) {
      text.append(resource(name)).append('\n');
    }
    return text.toString();
  }

  private static String resource(String name) {
    try (InputStream in = HtmlPage.class.getResourceAsStream(BASE + name)) {
      if (in == null) {
        throw new IllegalStateException("Sonde's jar lacks " + BASE + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return "sha256-" + Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
