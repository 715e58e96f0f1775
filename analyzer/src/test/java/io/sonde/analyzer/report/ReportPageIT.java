package io.sonde.analyzer.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Mouse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.SelectOption;
import io.sonde.analyzer.finding.Analysis;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.model.RequestTable;
import io.sonde.analyzer.model.SampleKind;
import io.sonde.analyzer.model.SampleTable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The report in a real browser. */
class ReportPageIT {
  private static ReportBrowser browser;
  @TempDir static Path directory;

  @BeforeAll
  static void openBrowser() {
    browser = new ReportBrowser();
  }

  @AfterAll
  static void closeBrowser() {
    browser.close();
  }

  @AfterEach
  void pageHasNothingToComplain() {
    assertThat(browser.complaints()).isEmpty();
  }

  private static Path shop() {
    return ReportBrowser.written(
        directory, "shop.html", out -> ReportFormat.HTML.write(ReportSamples.shop(), out));
  }

  @Test
  void shop_allWidthsAndSchemes_lookAtThem() {
    for (int width : new int[] {1440, 390}) {
      for (ColorScheme scheme : new ColorScheme[] {ColorScheme.LIGHT, ColorScheme.DARK}) {
        Page page = browser.open(shop(), width, scheme);
        String name = "report-" + width + "-" + scheme.name().toLowerCase(java.util.Locale.ROOT);
        ReportBrowser.screenshot(page, name, false);
        ReportBrowser.screenshot(page, name + "-full", true);
        Object overflow = page.evaluate("document.documentElement.scrollWidth - window.innerWidth");
        assertThat(((Number) overflow).intValue()).isLessThanOrEqualTo(0);
        Object highestButton =
            page.evaluate(
                "Math.max(...[...document.querySelectorAll('.places button')]"
                    + ".map(e => e.offsetHeight))");
        assertThat(((Number) highestButton).intValue()).as("one line").isBetween(20, 45);
        page.context().close();
      }
    }
  }

  @Test
  void finding_leadsToItsFrameInTheFlameGraph() {
    Page page = browser.open(shop(), 1440, ColorScheme.LIGHT);

    page.getByText("Show it in the flame graph").click();
    ReportBrowser.await(
        page, "document.querySelector('.flame-share').textContent.includes('65 %')");

    assertThat(page.inputValue(".flame-search input"))
        .isEqualTo("^com\\.shop\\.pricing\\.PriceRules\\.matches$");
    assertThat(page.textContent(".flame-status")).contains("com.shop.pricing.PriceRules.matches");
    assertThat(page.url()).contains("kind=cpu").contains("at=flames");
    ReportBrowser.await(
        page,
        "Math.abs(document.querySelector('#section-flames').getBoundingClientRect().top) < 200");
    ReportBrowser.screenshot(page, "report-proof", false);
    page.reload();
    page.waitForSelector("html[data-ready]");
    assertThat(page.textContent(".flame-share")).isEqualTo("65 % matched");
    page.context().close();
  }

  @Test
  void shop_saysCauseShareAndPlaceFirst() {
    Page page = browser.open(shop(), 1440, ColorScheme.LIGHT);

    assertThat(page.textContent("h1"))
        .isEqualTo("PriceRules.matches compiles a regular expression on every call");
    assertThat(page.textContent(".verdict"))
        .contains("Not healthy", "65 %", "PriceRules.matches:88", "Compile the pattern once");
    assertThat(page.locator("article.finding").count()).isEqualTo(3);
    assertThat(page.textContent("article.finding")).contains("Share of CPU time", "10 %");
    assertThat(page.textContent("#section-rules")).contains("switch on jdk.JavaMonitorEnter");
    page.context().close();
  }

  @Test
  void longEvidence_takesTheWholeWidthBelowItsLabel() {
    for (int width : new int[] {1440, 390}) {
      Page page = browser.open(shop(), width, ColorScheme.LIGHT);

      assertThat(page.textContent("#finding-2 .evidence .long")).startsWith("com.shop.session");
      Object share =
          page.evaluate(
              "document.querySelector('#finding-2 .evidence .long').offsetWidth"
                  + " / document.querySelector('#finding-2 .evidence').offsetWidth");
      assertThat(((Number) share).doubleValue()).isGreaterThan(0.98);
      Object lines =
          page.evaluate(
              "Math.max(...[...document.querySelectorAll('#finding-2 .evidence tbody th')]"
                  + ".map(e => e.offsetHeight))");
      assertThat(((Number) lines).intValue()).isLessThan(45);
      page.context().close();
    }
  }

  @Test
  void manyCollections_areSummedWhole() {
    Path file =
        ReportBrowser.written(
            directory,
            "many.html",
            out -> ReportFormat.HTML.write(ReportSamples.manyCollections(5000), out));
    Page page = browser.open(file, 1440, ColorScheme.LIGHT);

    assertThat(page.textContent("#section-memory"))
        .contains("5,000 collections stopped the application for 5.90 s in all, 901 ms")
        .contains("of neighbours the longest")
        .contains("1 ms to 2 ms4,999", "500 ms to 1 s1");
    page.context().close();
  }

  @Test
  void methodTable_sortsByEachColumn() {
    Page page = browser.open(shop(), 1440, ColorScheme.LIGHT);

    page.click("#section-methods thead button:has-text('Calls')");
    assertThat(page.textContent("#section-methods tbody tr th")).isEqualTo("PriceRules.matches");
    page.click("#section-methods thead button:has-text('Calls')");
    assertThat(page.textContent("#section-methods tbody tr th"))
        .isEqualTo("CheckoutService.checkout");
    assertThat(page.getAttribute("#section-methods th[aria-sort]", "aria-sort"))
        .isEqualTo("ascending");
    page.context().close();
  }

  @Test
  void requests_allWidthsAndSchemes_lookAtThem() {
    for (int width : new int[] {1440, 390}) {
      for (ColorScheme scheme : new ColorScheme[] {ColorScheme.LIGHT, ColorScheme.DARK}) {
        Page page = browser.open(requests(RequestSamples.shop()), width, scheme);
        page.locator("details.why").last().click();
        String name = "requests-" + width + "-" + scheme.name().toLowerCase(java.util.Locale.ROOT);
        ReportBrowser.screenshot(page, name, true);
        assertThat(overflow(page)).isLessThanOrEqualTo(0);
        assertThat(ReportBrowser.violations(page)).isEmpty();
        page.context().close();
      }
    }
  }

  @Test
  void routes_breakBetweenTheirWords_andNotWithin() {
    Page page = browser.open(requests(RequestSamples.shop()), 1440, ColorScheme.LIGHT);
    Object broken =
        page.evaluate(
            """
            [...document.querySelectorAll('#section-requests tbody th code')]
              .flatMap((code) => [...code.childNodes])
              .filter((node) => node.nodeType === Node.TEXT_NODE && !node.data.includes(' '))
              .filter((node) => {
                const range = document.createRange();
                range.selectNodeContents(node);
                return range.getClientRects().length > 1;
              }).map((node) => node.data)""");
    assertThat((java.util.List<?>) broken).isEmpty();
    page.context().close();
  }

  @Test
  void requests_tellWhySlowOnesAreSlow() {
    Page page = browser.open(requests(RequestSamples.shop()), 1440, ColorScheme.LIGHT);

    assertThat(page.textContent("#section-requests tbody tr"))
        .contains(RequestSamples.ORDERS, "3,000", "50/s", "12");
    assertThat(page.locator("#section-requests details.why:not(.waterfall)").count()).isEqualTo(5);
    assertThat(page.textContent("#section-requests details.why"))
        .contains("The slowest 1 % (10 requests", "more waiting for a monitor of com.shop.stock")
        .contains("sonde flame shop.jfr --request 'GET /orders/{id}' --slower-than p99");
    double slow = width(page, 0);
    double median = width(page, 1);
    assertThat(median / slow).as("both bars have one scale").isBetween(0.005, 0.05);
    assertThat(page.getAttribute("#section-requests .split", "aria-label"))
        .contains("waiting for a monitor 45");
    assertThat(page.textContent("#section-requests details.why >> nth=4")).contains("too few");
    assertThat(page.textContent("#section-requests details.why >> nth=3"))
        .contains("more SQL of \"" + RequestSamples.LINES);
    assertThat(page.textContent("#section-requests"))
        .contains("of the requests' time is explained");
    assertThat(page.textContent("#section-requests table.sortable >> nth=1 >> tbody tr"))
        .contains(RequestSamples.LINES, "Search.run:7");
    page.click("#section-requests thead button:has-text('p50')");
    assertThat(page.textContent("#section-requests tbody tr th")).isEqualTo("GET /export");
    page.context().close();
  }

  @Test
  void requestsOfTheTraceAskedFor_standBeforeAllElse() {
    Path report =
        ReportBrowser.written(
            directory,
            "trace.html",
            out ->
                ReportFormat.HTML.write(
                    RequestSamples.shop(), ReportOptions.PLAIN.ofTrace(RequestSamples.TRACE), out));
    for (int width : new int[] {1440, 390}) {
      Page page = browser.open(report, width, ColorScheme.LIGHT);
      assertThat(page.locator("#section-requests h3").first().textContent())
          .isEqualTo("Requests of trace " + RequestSamples.TRACE);
      assertThat(page.locator(".waterfall").first().textContent())
          .contains(RequestSamples.SEARCH, RequestSamples.LINES, RequestSamples.TRACE);
      page.evaluate("document.querySelector('.waterfall').scrollIntoView()");
      ReportBrowser.screenshot(page, "report-trace-" + width, false);
      assertThat(overflow(page)).isLessThanOrEqualTo(0);
      page.context().close();
    }
  }

  @Test
  void slowestRequests_areDrawnMomentByMoment() {
    for (int width : new int[] {1440, 390}) {
      Page page = browser.open(requests(RequestSamples.shop()), width, ColorScheme.LIGHT);

      String slowest = page.textContent("#section-requests .waterfall");
      assertThat(slowest)
          .contains(RequestSamples.ORDERS, "Began at ", "waiting for a monitor", "Stock.reserve");
      double share =
          ((Number)
                  page.evaluate(
                      "document.querySelector('.waterfall .lane .part-monitor').offsetWidth"
                          + " / document.querySelector('.waterfall .lane').offsetWidth"))
              .doubleValue();
      assertThat(share).as("the monitor's bar").isBetween(0.9, 1.0);
      page.evaluate("document.querySelector('.waterfall').scrollIntoView()");
      ReportBrowser.screenshot(page, "report-waterfall-" + width, false);
      assertThat(overflow(page)).isLessThanOrEqualTo(0);
      page.context().close();
    }
  }

  @Test
  void stretchOfTime_isWhatTheFlameGraphsShow() {
    Analysis analysis = RequestSamples.shop();
    Page page = browser.open(requests(analysis), 1440, ColorScheme.LIGHT);
    page.selectOption(".flame-filter select >> nth=0", "all");
    ReportBrowser.await(page, aboutIncludes("Drawn:") + " === false");
    String whole = page.textContent(".flame-about");
    assertThat(page.locator("#section-timeline canvas").count()).isGreaterThan(3);

    page.fill("#section-timeline input >> nth=0", "10");
    page.fill("#section-timeline input >> nth=1", "20");
    page.click("#section-timeline button:has-text('Show')");
    String expected =
        "in " + cpuSamples(analysis, 10, 20) + " samples, only those from 10 s to 20 s";
    ReportBrowser.await(
        page, "document.querySelector('.flame-about').textContent.includes('" + expected + "')");
    assertThat(page.url()).contains("t=10-20");
    assertThat(page.textContent(".window-words")).startsWith("Shown: 10 s of ");
    assertThat(page.textContent(".in-stretch tbody tr >> nth=0"))
        .contains("All routes", String.valueOf(ended(analysis, 10, 20)));
    ReportBrowser.screenshot(page, "report-stretch", true);
    page.reload();
    page.waitForSelector("html[data-ready]");
    assertThat(page.textContent(".flame-about")).contains(expected);

    page.getByText("Show it in the flame graph").click();
    ReportBrowser.await(
        page, "document.querySelector('.flame-about').textContent === " + quoted(whole));
    assertThat(page.textContent(".flame-share")).contains("% matched");
    assertThat(page.url()).doesNotContain("t=10-20");
    drag(page, "#section-timeline .u-over >> nth=1", 0.25, 0.5);
    ReportBrowser.await(page, "location.hash.includes('t=')");
    assertThat(page.textContent(".flame-about")).isNotEqualTo(whole);
    page.context().close();
  }

  @Test
  void filters_drawWhatWasAskedFor_andSayWhatTheyHide() {
    Page page = browser.open(requests(RequestSamples.shop()), 1440, ColorScheme.LIGHT);
    assertThat(page.textContent(".flame-about"))
        .contains("Drawn: requests and their tasks.", "Hidden: ");

    page.selectOption(".flame-filter select >> nth=0", "all");
    ReportBrowser.await(page, aboutIncludes("Drawn:") + " === false");
    String whole = page.textContent(".flame-about");
    page.selectOption(
        ".flame-filter select >> nth=0", new SelectOption().setLabel("POST /checkout"));
    ReportBrowser.await(page, aboutIncludes("Drawn: POST /checkout."));
    assertThat(page.textContent(".flame-about")).contains("in 200 samples");
    page.selectOption(".flame-filter select >> nth=1", "http-#");
    ReportBrowser.await(page, aboutIncludes("Drawn: POST /checkout; threads http-#."));
    assertThat(page.textContent(".flame-about")).contains("in 200 samples");
    page.reload();
    page.waitForSelector("html[data-ready]");
    assertThat(page.textContent(".flame-about")).contains("POST /checkout; threads http-#.");
    page.selectOption(
        ".flame-filter select >> nth=0",
        new SelectOption().setLabel("POST /checkout, slowest 1 %"));
    ReportBrowser.await(page, aboutIncludes("slowest 1 %"));
    assertThat(page.textContent(".flame-about")).contains("in 2 samples");

    // Of this kind no sample belongs to the route; and an address may hold what no page knows.
    page.click("#flame-tab-alloc");
    ReportBrowser.await(page, aboutIncludes("Drawn: POST /checkout, slowest 1 %"));
    for (String unknown : new String[] {"r99", "constructor", "x"}) {
      page.evaluate("each => { location.hash = 'w=' + each; }", unknown);
      ReportBrowser.await(page, aboutIncludes("Drawn: requests and their tasks"));
    }
    page.getByText("Show it in the flame graph").click();
    ReportBrowser.await(
        page, "document.querySelector('.flame-about').textContent === " + quoted(whole));
    page.context().close();
  }

  @Test
  void routesSlowRequests_leadToTheirFlameGraph() {
    Page page = browser.open(requests(RequestSamples.shop()), 1440, ColorScheme.LIGHT);
    page.evaluate("document.querySelectorAll('details').forEach((each) => each.open = true)");
    page.click("button[aria-label='Show in the flame graph what the slowest did: POST /checkout']");
    ReportBrowser.await(page, aboutIncludes("Drawn: POST /checkout, slowest 1 %."));
    assertThat(page.url()).contains("kind=wall", "at=flames");
    assertThat(page.textContent("#section-words")).contains("The garbage collector stopped all");
    assertThat(page.getAttribute("#section-requests thead button:has-text('p99.9')", "title"))
        .contains("one of a thousand");
    page.context().close();
  }

  @Test
  void locks_tellWhoWaitedAndWhatTheirOwnerDid() {
    Page page = browser.open(requests(RequestSamples.shop()), 1440, ColorScheme.LIGHT);
    assertThat(page.textContent("#section-locks tbody tr >> nth=0"))
        .contains("Stock (monitor)", "Stock.reserve", "20");
    page.evaluate("document.getElementById('section-locks').scrollIntoView()");
    ReportBrowser.screenshot(page, "report-locks", false);
    page.context().close();
  }

  @Test
  void statement_tellsThePlanOfTheDatabaseThatWasAsked() {
    Page page = browser.open(requests(RequestSamples.shop()), 1440, ColorScheme.LIGHT);
    assertThat(page.textContent("#section-requests th:has-text('plan:')"))
        .isEqualTo(
            RequestSamples.LINES + "plan: Sort ← Seq Scan on line" + RequestSamples.LINES_INDEX);
    page.evaluate(
        "[...document.querySelectorAll('#section-requests th')].find(e => e.textContent.includes('plan:')).scrollIntoView()");
    ReportBrowser.screenshot(page, "report-plan", false);
    page.context().close();
  }

  @Test
  void jvm_tellsItsLimitsAndTheFlagsThatAreNotAtTheirDefault() {
    Page page = browser.open(shop(), 1440, ColorScheme.LIGHT);
    assertThat(page.textContent("#section-recording .facts"))
        .contains("Container's CPU limit1.50 processors", "Container's memory limit1.07 GB");
    assertThat(page.textContent("#section-recording tbody tr >> nth=0"))
        .isEqualTo("MaxHeapSize536870912 = 537 MBCommand line");
    page.evaluate("document.getElementById('section-recording').scrollIntoView()");
    ReportBrowser.screenshot(page, "report-jvm", false);
    page.context().close();
  }

  @Test
  void survivors_tellWhatBecameMore_andWhatHoldsIt() {
    Page page = browser.open(shop(), 1440, ColorScheme.LIGHT);
    String row = "#section-memory .sortable tbody tr >> nth=0";
    assertThat(page.textContent(row)).contains("Sessions.touch", "Session", "2", "7");
    page.click(row + " >> summary");
    assertThat(page.textContent(row)).contains("java.util.HashMap$Node", "Class: Sessions");
    page.evaluate("document.querySelector('#section-memory .sortable').scrollIntoView()");
    ReportBrowser.screenshot(page, "report-survivors", false);
    page.context().close();
  }

  private static String aboutIncludes(String words) {
    return "document.querySelector('.flame-about').textContent.includes('" + words + "')";
  }

  @Test
  void samplesOverTime_chooseByDraggingAndByKeys_whatIsDrawn() {
    for (int width : new int[] {1440, 390}) {
      Page page = browser.open(requests(RequestSamples.shop()), width, ColorScheme.DARK);
      assertThat(page.textContent(".sample-heat .heat-legend"))
          .contains("from top to bottom in cells of 0.05 s");
      drag(page, ".sample-heat canvas", 0.4, 0.5);
      ReportBrowser.await(page, "location.hash.includes('t=')");
      assertThat(page.textContent(".flame-about")).contains("only those from ");
      page.evaluate("document.querySelector('.sample-heat').scrollIntoView()");
      ReportBrowser.screenshot(page, "report-samples-" + width, false);
      assertThat(overflow(page)).isLessThanOrEqualTo(0);

      page.focus(".sample-heat canvas");
      for (String key : new String[] {"ArrowRight", "ArrowRight", "Enter", "ArrowRight", "Enter"}) {
        page.keyboard().press(key);
      }
      ReportBrowser.await(page, "location.hash.includes('t=1-2.05')");
      ReportBrowser.await(page, aboutIncludes("only those from 1 s to 2.05 s"));
      page.context().close();
    }
  }

  @Test
  void latencies_areReadCellByCell_byKeys() {
    Page page = browser.open(requests(RequestSamples.shop()), 1440, ColorScheme.LIGHT);
    page.focus(".heat-figure canvas");
    page.keyboard().press("ArrowRight");
    assertThat(page.textContent(".heat-figure .heat-words")).contains("ended from 0 to 1 s");
    page.keyboard().press("Enter");
    page.keyboard().press("ArrowRight");
    page.keyboard().press("Enter");
    ReportBrowser.await(page, "location.hash.includes('t=0-2')");
    page.context().close();
  }

  @Test
  void paper_isLight_holdsWhatWasClosed_andChartsFitIt() {
    Page page = browser.open(requests(RequestSamples.shop()), 1440, ColorScheme.DARK);
    int closed = page.locator("details:not([open])").count();
    assertThat(closed).isPositive();
    page.evaluate(
        "() => addEventListener('beforeprint', () => { window.printed = {"
            + " theme: document.documentElement.dataset.theme,"
            + " closed: document.querySelectorAll('details:not([open])').length,"
            + " page: document.body.clientWidth,"
            + " chart: Math.max(...[...document.querySelectorAll('canvas')]"
            + ".map((each) => each.clientWidth)) }; })");
    byte[] pdf =
        page.pdf(
            new Page.PdfOptions()
                .setPreferCSSPageSize(true)
                .setPath(Path.of("target", "screenshots", "report.pdf")));

    assertThat(new String(pdf, 0, 5, StandardCharsets.US_ASCII)).isEqualTo("%PDF-");
    assertThat(page.evaluate("window.printed.theme")).isEqualTo("light");
    assertThat(page.evaluate("window.printed.closed")).isEqualTo(0);
    assertThat(page.evaluate("window.printed.chart <= window.printed.page")).isEqualTo(true);
    assertThat(page.locator("details:not([open])").count()).isEqualTo(closed);
    assertThat(page.getAttribute("html", "data-theme")).isNull();
    page.context().close();
  }

  private static long ended(Analysis analysis, int fromSeconds, int toSeconds) {
    Recording recording = analysis.recording();
    RequestTable table = recording.requests().table();
    return IntStream.range(0, table.size())
        .mapToLong(i -> table.startNanos(i) + table.durationNanos(i) - recording.startNanos())
        .filter(end -> end >= fromSeconds * 1e9 && end < toSeconds * 1e9)
        .count();
  }

  @Test
  void latencies_areCellsOfWhichAStretchIsChosen() {
    Page page = browser.open(requests(RequestSamples.shop()), 1440, ColorScheme.LIGHT);
    String all = page.getAttribute("canvas.heat", "aria-label");
    assertThat(all).startsWith("Latency over time of All routes: ").contains(" requests, ");
    assertThat(colours(page)).as("cells of few and of many requests").isGreaterThan(10);

    page.selectOption(".heat-figure select", new SelectOption().setLabel(RequestSamples.ORDERS));
    assertThat(page.getAttribute("canvas.heat", "aria-label"))
        .startsWith("Latency over time of " + RequestSamples.ORDERS)
        .isNotEqualTo(all);
    assertThat(page.url()).contains("h=");
    drag(page, ".heat-figure canvas", 0.25, 0.5);
    ReportBrowser.await(page, "location.hash.includes('t=')");
    assertThat(page.textContent(".window-words")).startsWith("Shown: ");
    page.reload();
    page.waitForSelector("html[data-ready]");
    assertThat(page.getAttribute("canvas.heat", "aria-label")).contains(RequestSamples.ORDERS);
    page.evaluate("document.getElementById('section-timeline').scrollIntoView()");
    ReportBrowser.screenshot(page, "report-heat", false);
    page.context().close();
  }

  /** Different colours of the heatmap's pixels. */
  private static int colours(Page page) {
    return ((Number)
            page.evaluate(
                "() => { const c = document.querySelector('canvas.heat');"
                    + " const p = c.getContext('2d').getImageData(0, 0, c.width, c.height).data;"
                    + " const s = new Set(); for (let i = 0; i < p.length; i += 4)"
                    + " s.add(p[i] + ',' + p[i + 1] + ',' + p[i + 2]); return s.size; }"))
        .intValue();
  }

  private static long cpuSamples(Analysis analysis, int fromSeconds, int toSeconds) {
    Recording recording = analysis.recording();
    SampleTable cpu = recording.samples(SampleKind.CPU);
    return IntStream.range(0, cpu.size())
        .mapToLong(i -> (cpu.timeNanos(i) - recording.startNanos()) / 1_000_000_000L)
        .filter(second -> second >= fromSeconds && second < toSeconds)
        .count();
  }

  private static void drag(Page page, String selector, double from, double to) {
    page.locator(selector).scrollIntoViewIfNeeded();
    BoundingBox box = page.locator(selector).boundingBox();
    double y = box.y + box.height / 2;
    page.mouse().move(box.x + from * box.width, y);
    page.mouse().down();
    page.mouse().move(box.x + to * box.width, y, new Mouse.MoveOptions().setSteps(5));
    page.mouse().up();
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "\\'") + "'";
  }

  @Test
  void workerPools_tellWhatTheyKnow() {
    Page page = browser.open(requests(RequestSamples.shop()), 1440, ColorScheme.LIGHT);

    assertThat(page.textContent("#section-executors tbody tr >> nth=0"))
        .contains(RequestSamples.WORKERS, "≤ 200", "50 %", "–");
    assertThat(page.textContent("#section-executors tbody tr >> nth=1"))
        .contains("export-*", "60", "–")
        .doesNotContain("≤");
    page.context().close();
  }

  @Test
  void hostileRoutes_areShownAsText() {
    Page page = browser.open(requests(RequestSamples.hostile()), 390, ColorScheme.LIGHT);

    assertThat(page.evaluate("window.hacked")).isNull();
    assertThat(page.locator("img").count()).isZero();
    assertThat(page.textContent("#section-requests")).contains("</script><img", "\\u202E");
    assertThat(page.textContent("#section-requests")).doesNotContain("sonde flame");
    assertThat(overflow(page)).isLessThanOrEqualTo(0);
    page.context().close();
  }

  private static Path requests(Analysis analysis) {
    return ReportBrowser.written(
        directory, "requests.html", out -> ReportFormat.HTML.write(analysis, out));
  }

  private static int overflow(Page page) {
    Object beyond = page.evaluate("document.documentElement.scrollWidth - window.innerWidth");
    return ((Number) beyond).intValue();
  }

  private static double width(Page page, int bar) {
    Object width =
        page.evaluate(
            "document.querySelectorAll('.split')[" + bar + "].getBoundingClientRect().width");
    return ((Number) width).doubleValue();
  }

  @Test
  void navigation_hidesNothing_howeverWideThePage() {
    for (int width : new int[] {3840, 1440, 1380, 1200, 800, 390}) {
      Page page = browser.open(requests(RequestSamples.shop()), width, ColorScheme.LIGHT);
      Object free =
          page.evaluate(
              "() => { const box = (query) => document.querySelector(query)"
                  + ".getBoundingClientRect(); const brand = box('.brand b'), nav = box('.bar nav'),"
                  + " theme = box('#theme'); return theme.right <= innerWidth"
                  + " && (nav.left >= brand.right || nav.top >= brand.bottom)"
                  + " && (theme.left >= nav.right || nav.top >= theme.bottom); }");
      assertThat(free).as("at %s px", width).isEqualTo(true);
      assertThat(overflow(page)).isLessThanOrEqualTo(0);
      page.context().close();
    }
  }

  @Test
  void navigation_reachesEverySection() {
    Page page = browser.open(shop(), 1440, ColorScheme.LIGHT);

    int links = page.locator(".bar nav button").count();
    assertThat(links).isEqualTo(8);
    for (int i = 0; i < links; i++) {
      page.locator(".bar nav button").nth(i).click();
    }
    assertThat(page.url()).contains("at=words");
    assertThat(page.evaluate("document.activeElement.id")).isEqualTo("title-words");
    page.context().close();
  }

  @Test
  void hostileNames_areShownAsText() {
    Path file =
        ReportBrowser.written(
            directory,
            "hostile.html",
            out -> ReportFormat.HTML.write(ReportSamples.hostile(), out));
    for (int width : new int[] {1440, 390}) {
      Page page = browser.open(file, width, ColorScheme.LIGHT);
      page.locator(".proof").first().click();
      ReportBrowser.await(page, "document.querySelector('.flame-share').textContent !== ''");

      assertThat(page.evaluate("window.hacked")).isNull();
      assertThat(page.locator("img").count()).isZero();
      assertThat(page.textContent("h1")).contains("</script><img", "\\u202E");
      assertThat(page.textContent(".flame-share")).isEqualTo("100 % matched");
      Object overflow = page.evaluate("document.documentElement.scrollWidth - innerWidth");
      assertThat(((Number) overflow).intValue()).isLessThanOrEqualTo(0);
      Object height = page.evaluate("document.documentElement.scrollHeight");
      assertThat(((Number) height).intValue()).isLessThan(15_000);
      page.evaluate("scrollTo({top: 0, behavior: 'instant'})");
      ReportBrowser.screenshot(page, "hostile-" + width, true);
      page.context().close();
    }
  }

  @Test
  void healthyAndEmpty_sayWhatTheyKnow() {
    Path healthy =
        ReportBrowser.written(
            directory,
            "healthy.html",
            out -> ReportFormat.HTML.write(ReportSamples.healthy(), out));
    Page page = browser.open(healthy, 1440, ColorScheme.LIGHT);
    assertThat(page.textContent(".verdict")).contains("Healthy", "4 of 5 rules");
    ReportBrowser.screenshot(page, "healthy-1440", false);
    page.context().close();

    Path empty =
        ReportBrowser.written(
            directory, "empty.html", out -> ReportFormat.HTML.write(ReportSamples.empty(), out));
    page = browser.open(empty, 1440, ColorScheme.DARK);
    assertThat(page.textContent(".verdict")).contains("Cannot tell");
    assertThat(page.textContent("#section-flames")).contains("holds no samples");
    ReportBrowser.screenshot(page, "empty-1440", false);
    page.context().close();
  }

  @Test
  void accessibility_axeFindsNoViolation() {
    for (int width : new int[] {1440, 390}) {
      for (ColorScheme scheme : new ColorScheme[] {ColorScheme.LIGHT, ColorScheme.DARK}) {
        Page page = browser.open(shop(), width, scheme);
        page.getByText("Show it in the flame graph").click();
        ReportBrowser.await(page, "document.querySelector('.flame-share').textContent !== ''");
        assertThat(ReportBrowser.violations(page)).isEmpty();
        page.context().close();
      }
    }
  }
}
