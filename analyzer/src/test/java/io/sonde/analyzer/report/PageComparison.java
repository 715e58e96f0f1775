package io.sonde.analyzer.report;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How soon a large recording's pages are ready in the browser, and how long frames take while one
 * zooms and searches: Sonde's report beside a flame graph of jfr-converter, in turn, each round in
 * a new window. Times are printed, not judged.
 *
 * <p>Run by benchmarks/page.sh. Arguments: rounds, Sonde's page, jfr-converter's page.
 */
final class PageComparison {
  private static final int CLICKS = 15;

  /** An animation and some more. */
  private static final int FRAMES_MILLIS = 300;

  private static final List<String> QUERIES =
      List.of("S", "St", "Stack", "StackLoad", "java", "java.util", "^a", "call", "Hash", "walk");

  /**
   * When a page is drawn: Sonde's says so, another's is when two frames have passed since it was
   * loaded. And the time from frame to frame, once asked for.
   */
  private static final String WATCH =
      "addEventListener('load', () => requestAnimationFrame(() => requestAnimationFrame(() => {"
          + " window.loadedAt = performance.now(); })));"
          + "new MutationObserver((all, self) => {"
          + " if (document.documentElement && document.documentElement.hasAttribute('data-ready')) {"
          + " window.readyAt = performance.now(); self.disconnect(); } })"
          + ".observe(document, { attributes: true, subtree: true });"
          + "window.frames60 = []; window.watchFrames = () => { let last = performance.now();"
          + " const next = () => { const now = performance.now(); window.frames60.push(now - last);"
          + " last = now; requestAnimationFrame(next); }; requestAnimationFrame(next); };";

  private final ReportBrowser browser;
  private final Map<String, Map<String, List<Double>>> measured = new LinkedHashMap<>();

  private PageComparison(ReportBrowser browser) {
    this.browser = browser;
  }

  public static void main(String[] arguments) throws IOException {
    Path sonde = Path.of(arguments[1]);
    Path converter = Path.of(arguments[2]);
    try (ReportBrowser browser = new ReportBrowser()) {
      PageComparison comparison = new PageComparison(browser);
      for (int round = Integer.parseInt(arguments[0]); round > 0; round--) {
        comparison.measure("Sonde", sonde, "window.readyAt", ".flame-stage canvas");
        comparison.measure("jfr-converter", converter, "window.loadedAt", "#canvas");
      }
      comparison.print(Map.of("Sonde", sonde, "jfr-converter", converter));
    }
  }

  private void measure(String name, Path file, String readyAt, String canvas) {
    Page page = browser.window(1440, ColorScheme.LIGHT, WATCH);
    page.setDefaultTimeout(120_000);
    page.navigate(file.toUri().toString());
    // The page's policy forbids what waitForFunction does.
    while (!page.evaluate(readyAt + " > 0").equals(true)) {
      page.waitForTimeout(20);
    }
    add(name, "ready", ((Number) page.evaluate(readyAt)).doubleValue());
    page.evaluate("watchFrames()");
    page.locator(canvas).scrollIntoViewIfNeeded();
    BoundingBox box = page.locator(canvas).boundingBox();
    start(page);
    for (int i = 0; i < CLICKS; i++) {
      // From the root up, so that some clicks zoom in and others out again.
      double y = box.y + Math.min(box.height, 400) * ((i * 7) % CLICKS + 0.5) / CLICKS;
      page.mouse().click(box.x + box.width * ((i * 4) % CLICKS + 0.5) / CLICKS, y);
      page.waitForTimeout(FRAMES_MILLIS);
    }
    add(name, "zoom", p95(page));
    start(page);
    for (String query : QUERIES) {
      if (page.locator(".flame-search input").count() > 0) {
        page.fill(".flame-search input", query);
      } else {
        page.evaluate("query => { window.prompt = () => query; search(true); }", query);
      }
      page.waitForTimeout(FRAMES_MILLIS);
    }
    add(name, "search", p95(page));
    page.context().close();
  }

  private static void start(Page page) {
    page.waitForTimeout(FRAMES_MILLIS);
    page.evaluate("window.frames60.length = 0");
  }

  private static double p95(Page page) {
    List<Double> frames = new ArrayList<>();
    for (Object each : (List<?>) page.evaluate("window.frames60")) {
      frames.add(((Number) each).doubleValue());
    }
    Collections.sort(frames);
    return frames.get((int) (0.95 * (frames.size() - 1)));
  }

  private void add(String page, String what, double millis) {
    measured
        .computeIfAbsent(page, key -> new LinkedHashMap<>())
        .computeIfAbsent(what, key -> new ArrayList<>())
        .add(millis);
  }

  private void print(Map<String, Path> files) throws IOException {
    System.out.println(
        "ms: ready after opening; 95th percentile from frame to frame while one zooms and searches;"
            + " median [least, most] of the rounds");
    for (Map.Entry<String, Map<String, List<Double>>> page : measured.entrySet()) {
      StringBuilder line = new StringBuilder();
      page.getValue()
          .forEach(
              (what, values) -> {
                Collections.sort(values);
                line.append(
                    String.format(
                        Locale.ROOT,
                        "  %s %.0f [%.0f, %.0f]",
                        what,
                        values.get(values.size() / 2),
                        values.get(0),
                        values.get(values.size() - 1)));
              });
      System.out.printf(
          Locale.ROOT,
          "%-14s %5.1f MB%s%n",
          page.getKey(),
          Files.size(files.get(page.getKey())) / 1e6,
          line);
    }
  }
}
