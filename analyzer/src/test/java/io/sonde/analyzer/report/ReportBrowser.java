package io.sonde.analyzer.report;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.options.ColorScheme;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A real Chromium: the one that SONDE_CHROMIUM names, else one on the PATH, else Playwright's own.
 * Everything that a page prints to its console, throws, or asks of the network is kept.
 */
final class ReportBrowser implements AutoCloseable {
  private static final List<String> ARGUMENTS =
      List.of(
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync");

  private final Playwright playwright;
  private final Browser browser;
  private final List<String> complaints = new ArrayList<>();

  ReportBrowser() {
    Path executable = executable();
    Playwright.CreateOptions options = new Playwright.CreateOptions();
    options.setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"));
    playwright = Playwright.create(options);
    try {
      BrowserType.LaunchOptions launch = new BrowserType.LaunchOptions().setArgs(ARGUMENTS);
      if (executable != null) {
        launch.setExecutablePath(executable);
      }
      browser = playwright.chromium().launch(launch);
    } catch (PlaywrightException e) {
      playwright.close();
      throw new IllegalStateException(
          "No browser for the report's tests: install Chromium, or set SONDE_CHROMIUM to one.", e);
    }
  }

  /** Opens a file as a user does and waits until it is drawn. */
  Page open(Path file, int width, ColorScheme scheme) {
    return open(file.toUri().toString(), width, scheme, "");
  }

  Page open(String address, int width, ColorScheme scheme, String scriptBefore) {
    Page page = window(width, scheme, scriptBefore);
    page.navigate(address);
    page.waitForSelector("html[data-ready]");
    return page;
  }

  /**
   * An empty page, watched as all are.
   *
   * @param scriptBefore runs in each document before its own; empty for none
   */
  Page window(int width, ColorScheme scheme, String scriptBefore) {
    BrowserContext context =
        browser.newContext(
            new Browser.NewContextOptions()
                .setViewportSize(width, width < 600 ? 844 : 900)
                .setColorScheme(scheme));
    if (!scriptBefore.isEmpty()) {
      context.addInitScript(scriptBefore);
    }
    Page page = context.newPage();
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error")) {
            complaints.add(message.type() + ": " + message.text());
          }
        });
    page.onPageError(error -> complaints.add("thrown: " + error));
    page.onRequest(
        request -> {
          if (!request.url().startsWith("file:") && !request.url().startsWith("data:")) {
            complaints.add("network: " + request.url());
          }
        });
    return page;
  }

  /**
   * Console errors, exceptions and network requests since the last call; empty when all is well.
   */
  List<String> complaints() {
    List<String> since = List.copyOf(complaints);
    complaints.clear();
    return since;
  }

  /**
   * Waits until an expression is true. Playwright's own waitForFunction would evaluate it inside
   * the page, which the page's policy forbids.
   */
  static void await(Page page, String expression) {
    long deadline = System.nanoTime() + 20_000_000_000L;
    while (!Boolean.TRUE.equals(page.evaluate("!!(" + expression + ")"))) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("still not true after 20 s: " + expression);
      }
      page.waitForTimeout(20);
    }
  }

  static void screenshot(Page page, String name, boolean full) {
    Path file = Path.of("target", "screenshots", name + ".png");
    page.screenshot(new Page.ScreenshotOptions().setPath(file).setFullPage(full));
  }

  static Path written(Path directory, String name, Writing writing) {
    StringBuilder text = new StringBuilder();
    try {
      writing.to(text);
      return Files.writeString(directory.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    playwright.close();
  }

  /** What axe-core finds wrong, one line each; the page's own policy lets evaluate pass. */
  static List<String> violations(Page page) {
    page.evaluate(resource("/META-INF/resources/webjars/axe-core/4.6.3/axe.min.js"));
    Object found =
        page.evaluate(
            "async () => (await axe.run(document)).violations.map(v => v.id + ': ' + v.help + ' at '"
                + " + v.nodes.map(n => n.target + ' ' + n.failureSummary).join(' | '))");
    return ((List<?>) found).stream().map(String::valueOf).toList();
  }

  private static String resource(String name) {
    try (InputStream in = ReportBrowser.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @FunctionalInterface
  interface Writing {
    void to(Appendable out) throws IOException;
  }

  private static Path executable() {
    String named = System.getenv("SONDE_CHROMIUM");
    if (named != null && !named.isEmpty()) {
      return Path.of(named);
    }
    for (String directory : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)) {
      for (String name : List.of("chromium", "chromium-browser", "google-chrome")) {
        Path candidate = Path.of(directory, name);
        if (Files.isExecutable(candidate)) {
          return candidate;
        }
      }
    }
    return null;
  }
}
