package io.sonde.analyzer.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.model.SampleKind;
import io.sonde.analyzer.profile.CallTree;
import io.sonde.analyzer.profile.CallTree.SampleFilter;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

/** The flame graph's page in a real browser, driven by mouse and keyboard. */
class FlameGraphIT {
  private static final String ROW = "20";
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

  private static Path shop(boolean reversed) {
    Recording recording = ReportSamples.shopRecording();
    FlameOptions options = new FlameOptions("Shop", "shop.jfr · 60 s", reversed);
    return ReportBrowser.written(
        directory,
        "flame-" + reversed + ".html",
        out ->
            FlameGraphPage.write(
                recording,
                List.of(
                    ReportSamples.tree(recording, SampleKind.CPU),
                    ReportSamples.tree(recording, SampleKind.ALLOC)),
                SampleFilter.ALL,
                options,
                out));
  }

  private static void clickRow(Page page, int row) {
    page.locator(".flame-stage canvas")
        .click(
            new com.microsoft.playwright.Locator.ClickOptions()
                .setPosition(40, row * Integer.parseInt(ROW) + 8));
  }

  private static String status(Page page) {
    return page.textContent(".flame-status");
  }

  @Test
  void allWidthsAndSchemes_lookAtThem() {
    for (int width : new int[] {1440, 390}) {
      for (ColorScheme scheme : new ColorScheme[] {ColorScheme.LIGHT, ColorScheme.DARK}) {
        Page page = browser.open(shop(false), width, scheme);
        String name = "flame-" + width + "-" + scheme.name().toLowerCase(java.util.Locale.ROOT);
        ReportBrowser.screenshot(page, name, false);
        assertThat(ReportBrowser.violations(page)).isEmpty();
        page.context().close();
      }
    }
  }

  @Test
  void search_showsTheMatchedShareAndCountsEachSampleOnce() {
    Page page = browser.open(shop(false), 1440, ColorScheme.LIGHT);

    page.keyboard().press("/");
    page.keyboard().type("pattern\\.|PriceRules");
    assertThat(page.textContent(".flame-share")).isEqualTo("65 % matched");
    ReportBrowser.screenshot(page, "flame-search", false);
    page.keyboard().press("Enter");
    assertThat(status(page)).startsWith("com.shop.pricing.PriceRules.matches");
    page.fill(".flame-search input", "(((");
    assertThat(page.textContent(".flame-share")).isEqualTo("no match, as plain text");
    page.fill(".flame-search input", "nothing.like.this");
    assertThat(page.textContent(".flame-share")).isEqualTo("no match");
    page.focus(".flame-search input");
    page.keyboard().press("Escape");
    assertThat(page.inputValue(".flame-search input")).isEmpty();
    page.context().close();
  }

  @Test
  void clickAndCrumbs_zoomInAndOut() {
    Page page = browser.open(shop(false), 1440, ColorScheme.LIGHT);

    clickRow(page, 7);
    assertThat(status(page)).contains("com.shop.cart.CartService.total", "6.50 s (65 %)");
    assertThat(page.textContent(".flame-crumbs")).contains("CheckoutService.checkout");
    page.click(".flame-crumbs button:has-text('CheckoutController')");
    assertThat(status(page)).startsWith("com.shop.checkout.CheckoutController.checkout");
    page.click("button:has-text('Reset zoom')");
    assertThat(page.isVisible(".flame-crumbs")).isFalse();
    page.context().close();
  }

  @Test
  void savedStacks_areThoseOfTheRecording() throws IOException {
    Page page = browser.open(shop(false), 1440, ColorScheme.LIGHT);
    CallTree cpu = ReportSamples.tree(ReportSamples.shopRecording(), SampleKind.CPU);

    assertThat(saved(page, "Save stacks").lines())
        .containsExactlyInAnyOrderElementsOf(lines(cpu.collapsed()));
    page.click("button:has-text('Callers')");
    assertThat(saved(page, "Save stacks").lines())
        .as("the same, drawn from the other side")
        .containsExactlyInAnyOrderElementsOf(lines(cpu.collapsed()));
    page.context().close();
  }

  @Test
  void yourCodeOnly_hidesWhatItCalls_andKeepsItsTime() throws IOException {
    Page page = browser.open(shop(false), 1440, ColorScheme.LIGHT);
    CallTree cpu = ReportSamples.tree(ReportSamples.shopRecording(), SampleKind.CPU);
    Map<String, Long> own = new TreeMap<>();
    cpu.collapsed()
        .forEach(
            (stack, weight) -> {
              String kept =
                  Stream.of(stack.split(";"))
                      .filter(name -> name.startsWith("com.shop."))
                      .collect(Collectors.joining(";"));
              own.merge(kept.isEmpty() ? "(no frame of your code)" : kept, weight, Long::sum);
            });

    page.click("button:has-text('Your code only')");
    assertThat(saved(page, "Save stacks").lines()).containsExactlyInAnyOrderElementsOf(lines(own));
    assertThat(page.url()).contains("own=1");
    page.reload();
    page.waitForSelector("html[data-ready]");
    assertThat(page.getAttribute("button:has-text('Your code only')", "aria-pressed"))
        .isEqualTo("true");
    ReportBrowser.screenshot(page, "flame-own", false);
    page.context().close();
  }

  @Test
  void oneMethod_showsWhatItCalls_andWhoCallsIt() throws IOException {
    Path file = cpuOf(ReportSamples.recursion(), "focus");
    Page page = browser.open(file, 1440, ColorScheme.LIGHT);

    clickRow(page, 2);
    assertThat(status(page)).startsWith("a.Tree.walk");
    page.click("button:has-text('Only this method')");
    assertThat(saved(page, "Save stacks").lines())
        .containsExactlyInAnyOrder(
            "a.Tree.walk 1000000000",
            "a.Tree.walk;a.Tree.walk 2000000000",
            "a.Tree.walk;a.Tree.walk;a.Leaf.read 3000000000",
            "a.Tree.walk;a.Tree.walk;a.Tree.walk;a.Leaf.read 4000000000");
    assertThat(page.textContent(".flame-about"))
        .contains("What is called by a.Tree.walk, all its calls as one; it has 100 %");
    page.click("button:has-text('All methods')");
    clickLeaf(page);
    page.click("button:has-text('Only this method')");
    page.click("button:has-text('Callers')");
    assertThat(saved(page, "Save stacks").lines())
        .containsExactlyInAnyOrder(
            "a.Main.main;a.Tree.walk;a.Tree.walk;a.Leaf.read 3000000000",
            "a.Main.main;a.Tree.walk;a.Tree.walk;a.Tree.walk;a.Leaf.read 4000000000");
    assertThat(page.textContent(".flame-about")).contains("Who calls a.Leaf.read", "70 %");
    page.reload();
    page.waitForSelector("html[data-ready]");
    assertThat(page.textContent(".flame-about")).contains("Who calls a.Leaf.read");
    page.context().close();
  }

  private static void clickLeaf(Page page) {
    page.fill(".flame-search input", "Leaf");
    page.focus(".flame-search input");
    page.keyboard().press("Enter");
    assertThat(status(page)).startsWith("a.Leaf.read");
  }

  @Test
  void mergedRecursion_isOneFrame() throws IOException {
    Path file = cpuOf(ReportSamples.recursion(), "recursion");
    Page page = browser.open(file, 1440, ColorScheme.LIGHT);

    page.click("button:has-text('Merge recursion')");
    assertThat(saved(page, "Save stacks").lines())
        .containsExactlyInAnyOrder(
            "a.Main.main;a.Tree.walk 3000000000", "a.Main.main;a.Tree.walk;a.Leaf.read 7000000000");
    page.context().close();
  }

  @Test
  void savedDrawing_isXml_whateverTheNames() throws Exception {
    Path file = cpuOf(ReportSamples.hostile().recording(), "hostile-flame");
    Page page = browser.open(file, 1440, ColorScheme.LIGHT);

    String svg = saved(page, "Save SVG");
    Document drawing =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(svg)));
    assertThat(drawing.getDocumentElement().getTagName()).isEqualTo("svg");
    assertThat(drawing.getElementsByTagName("rect").getLength()).isGreaterThan(3);
    assertThat(drawing.getElementsByTagName("script").getLength()).isZero();
    assertThat(drawing.getElementsByTagName("img").getLength()).isZero();
    page.context().close();
  }

  private static Path cpuOf(Recording recording, String name) {
    return ReportBrowser.written(
        directory,
        name + ".html",
        out ->
            ReportSamples.flame(
                List.of(ReportSamples.tree(recording, SampleKind.CPU)),
                new FlameOptions(name, "a.jfr", false),
                out));
  }

  private static String saved(Page page, String button) throws IOException {
    Download download = page.waitForDownload(() -> page.click("button:has-text('" + button + "')"));
    return Files.readString(download.path());
  }

  private static List<String> lines(Map<String, Long> stacks) {
    return stacks.entrySet().stream().map(each -> each.getKey() + " " + each.getValue()).toList();
  }

  @Test
  void keyboard_walksZoomsAndGoesBack() {
    Page page = browser.open(shop(false), 1440, ColorScheme.LIGHT);

    page.focus(".flame-stage");
    for (int i = 0; i < 8; i++) {
      page.keyboard().press("ArrowDown");
    }
    assertThat(status(page)).startsWith("com.shop.pricing.PriceRules.matches");
    page.keyboard().press("ArrowUp");
    page.keyboard().press("ArrowUp");
    page.keyboard().press("ArrowUp");
    page.keyboard().press("ArrowRight");
    assertThat(status(page)).startsWith("com.shop.cart.CartController.add");
    page.keyboard().press("Enter");
    assertThat(page.url()).contains("z=");
    page.keyboard().press("Escape");
    assertThat(page.url()).doesNotContain("z=");
    page.keyboard().press("?");
    assertThat(page.isVisible("dialog")).isTrue();
    page.keyboard().press("Escape");
    assertThat(page.isVisible("dialog")).isFalse();
    page.context().close();
  }

  @Test
  void reverse_putsTheHottestMethodAtTheRoot() {
    Page page = browser.open(shop(false), 1440, ColorScheme.LIGHT);

    page.click("button:has-text('Callers')");
    clickRow(page, 1);
    assertThat(status(page)).startsWith("java.util.regex.Pattern.expr").contains("4.50 s (45 %)");
    clickRow(page, 2);
    assertThat(status(page)).startsWith("java.util.regex.Pattern.compile");
    ReportBrowser.screenshot(page, "flame-reversed", false);
    page.context().close();

    Page opened = browser.open(shop(true), 1440, ColorScheme.LIGHT);
    assertThat(opened.getAttribute("button:has-text('Callers')", "aria-pressed")).isEqualTo("true");
    opened.context().close();
  }

  @Test
  void reverse_mergesAMethodHoweverItRan() throws IOException {
    Recording recording = ReportSamples.mixedKinds();
    FlameOptions options = new FlameOptions("Mixed", "", true);
    Path file =
        ReportBrowser.written(
            directory,
            "mixed.html",
            out ->
                ReportSamples.flame(
                    List.of(ReportSamples.tree(recording, SampleKind.CPU)), options, out));
    Page page = browser.open(file, 1440, ColorScheme.LIGHT);

    // 10 s inlined, 11 s JIT-compiled and 12 s interpreted of 60 s; 13 s are native.
    clickRow(page, 1);
    assertThat(status(page))
        .startsWith("com.mixed.Hot.spin your code, interpreted · ")
        .contains("33 s (55");
    String collapsed =
        String.valueOf(
            page.evaluate(
                "async () => {"
                    + script("inflate.js")
                    + script("tree.js")
                    + "const packed = document.getElementById('flame-0').textContent;"
                    + "const tree = reversedTree(decodeTree(await unpack(packed), {}));"
                    + "const lines = {};"
                    + "for (let i = 1; i < tree.size; i++) if (tree.self[i] > 0) {"
                    + " const path = []; for (let n = i; n > 0; n = tree.parent[n])"
                    + "  path.unshift(tree.frames.names[tree.frame[n]]);"
                    + " lines[path.join(';')] = (lines[path.join(';')] || 0) + tree.self[i]; }"
                    + "return Object.entries(lines).map(e => e.join(' ')).join('\\n'); }"));
    StringBuilder expected = new StringBuilder();
    CollapsedStacks.write(
        CallTree.of(
            recording, recording.samples().get(SampleKind.CPU), CallTree.SampleFilter.ALL, true),
        expected);
    assertThat(collapsed.lines())
        .containsExactlyInAnyOrderElementsOf(expected.toString().lines().toList());
    page.context().close();
  }

  private static String script(String name) throws IOException {
    try (InputStream in = FlameGraphPage.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void quickSwitches_showTheLastOneAsked() {
    // Every unpacking but the first takes 300 ms.
    Page page =
        browser.open(
            shop(false).toUri().toString(),
            1440,
            ColorScheme.LIGHT,
            "const real = Response.prototype.arrayBuffer; let count = 0;"
                + "Response.prototype.arrayBuffer = async function() {"
                + " if (count++) await new Promise(done => setTimeout(done, 300));"
                + " const bytes = await real.call(this); window.unpacked = count; return bytes; }");

    page.evaluate(
        "() => { document.getElementById('flame-tab-alloc').click();"
            + " document.getElementById('flame-tab-cpu').click(); }");
    ReportBrowser.await(page, "window.unpacked === 2");
    page.waitForTimeout(100);

    assertThat(page.getAttribute("#flame-tab-cpu", "aria-selected")).isEqualTo("true");
    assertThat(status(page)).contains("Total: 10 s");
    assertThat(page.url()).contains("kind=cpu");
    page.context().close();
  }

  @Test
  void status_saysHowTheFrameRan() {
    Page page = browser.open(shop(false), 1440, ColorScheme.LIGHT);

    clickRow(page, 8);
    assertThat(status(page))
        .startsWith("com.shop.pricing.PriceRules.matches your code, JIT-compiled · Total: ");
    page.context().close();
  }

  @Test
  void rootAtBottom_turnsTheGraph() {
    Page page = browser.open(shop(false), 1440, ColorScheme.DARK);

    page.click("button:has-text('Root at bottom')");
    clickRow(page, 9);
    assertThat(status(page)).startsWith("java.lang.Thread.run");
    ReportBrowser.screenshot(page, "flame-root-at-bottom", false);
    page.context().close();
  }

  @Test
  void tabs_switchTheKindAndItsUnit() {
    Page page = browser.open(shop(false), 1440, ColorScheme.LIGHT);

    page.click("[role=tab]:has-text('Allocation')");
    ReportBrowser.await(page, "document.querySelector('.flame-about').textContent.includes('MB')");
    assertThat(page.textContent(".flame-about")).contains("524 MB in 1,000 samples");
    page.keyboard().press("ArrowRight");
    ReportBrowser.await(
        page, "document.querySelector('.flame-about').textContent.includes('10 s')");
    page.context().close();
  }

  @Test
  void hover_showsTotalSelfAndSamples() {
    Page page = browser.open(shop(false), 1440, ColorScheme.LIGHT);

    page.hover(
        ".flame-stage canvas",
        new Page.HoverOptions().setPosition(40, 8 * Integer.parseInt(ROW) + 8));
    assertThat(page.textContent(".flame-tip"))
        .contains("com.shop.pricing.PriceRules.matches", "your code, JIT-compiled")
        .contains("6.50 s (65 %)", "2 s (20 %)", "650");
    ReportBrowser.screenshot(page, "flame-tooltip", false);
    page.context().close();
  }

  @Test
  void darkToggle_winsOverTheSystem() {
    Page page = browser.open(shop(false), 1440, ColorScheme.LIGHT);

    page.click("#theme");
    assertThat(page.evaluate("getComputedStyle(document.body).backgroundColor"))
        .isEqualTo("rgb(17, 21, 27)");
    page.reload();
    page.waitForSelector("html[data-ready]");
    assertThat(page.getAttribute("html", "data-theme")).isEqualTo("dark");
    page.context().close();
  }

  @Test
  void link_showsTheSameAgain() {
    Page page = browser.open(shop(false), 1440, ColorScheme.LIGHT);
    page.click("[role=tab]:has-text('Allocation')");
    ReportBrowser.await(page, "document.querySelector('.flame-about').textContent.includes('MB')");
    page.fill(".flame-search input", "CartService");
    clickRow(page, 6);
    page.selectOption(".flame-bar select", "compilation");
    String link = page.url();
    String seen = status(page);
    page.context().close();

    Page other = browser.open(link, 1440, ColorScheme.LIGHT, "");
    assertThat(status(other)).isEqualTo(seen);
    assertThat(other.textContent(".flame-share")).isEqualTo("65 % matched");
    assertThat(other.textContent(".flame-legend")).contains("interpreted");
    other.context().close();
  }

  @Test
  void copyStack_givesTheStackTopFrameFirst() {
    Page page = browser.open(shop(false), 1440, ColorScheme.LIGHT);

    page.evaluate("navigator.clipboard.writeText = async text => { window.copied = text; }");
    clickRow(page, 2);
    page.click("button:has-text('Copy stack')");
    ReportBrowser.await(page, "window.copied");
    assertThat(page.evaluate("window.copied"))
        .isEqualTo(
            "at org.apache.tomcat.util.threads.TaskThread$WrappingRunnable.run\n"
                + "at java.lang.Thread.run");
    page.context().close();
  }

  @Test
  void oldBrowser_unpacksWithoutDecompressionStream() {
    Page page =
        browser.open(
            shop(false).toUri().toString(),
            1440,
            ColorScheme.LIGHT,
            "delete window.DecompressionStream");

    assertThat(page.evaluate("typeof DecompressionStream")).isEqualTo("undefined");
    assertThat(page.textContent(".flame-about")).contains("10 s in 1,000 samples");
    page.context().close();
  }

  @Test
  void samplesOverTime_chooseWhatIsDrawn_andALinkShowsItAgain() {
    Page page = browser.open(shop(false), 1440, ColorScheme.LIGHT);
    String whole = page.textContent(".flame-about");
    page.focus(".sample-heat canvas");
    for (String key : new String[] {"ArrowDown", "Enter", "ArrowRight", "Enter"}) {
      page.keyboard().press(key);
    }
    ReportBrowser.await(page, "location.hash.includes('t=0-1.05')");
    ReportBrowser.await(
        page,
        "document.querySelector('.flame-about').textContent.includes('only those from 0 to 1.05 s')");
    page.reload();
    page.waitForSelector("html[data-ready]");
    assertThat(page.textContent(".flame-about")).contains("only those from 0 to 1.05 s");
    page.click("button:has-text('All of the time')");
    ReportBrowser.await(page, "!location.hash.includes('t=')");
    assertThat(page.textContent(".flame-about")).isEqualTo(whole);
    assertThat(ReportBrowser.violations(page)).isEmpty();
    page.context().close();
  }

  @Test
  void noSamples_givesASentence() {
    Path file =
        ReportBrowser.written(
            directory,
            "none.html",
            out -> ReportSamples.flame(List.of(), new FlameOptions("None", "", false), out));
    Page page = browser.open(file, 1440, ColorScheme.LIGHT);

    assertThat(page.textContent("main")).contains("There is nothing to draw");
    assertThat(ReportBrowser.violations(page)).isEmpty();
    page.context().close();
  }

  /** Times are printed, not judged: the bounds are far above what a quiet machine needs. */
  @Test
  void hundredThousandNodes_areDrawnByPixelsNotByNodes() {
    Path file =
        ReportBrowser.written(
            directory,
            "large.html",
            out ->
                ReportSamples.flame(
                    List.of(ReportSamples.large(130_000)),
                    new FlameOptions("Large", "", false),
                    out));
    long before = System.nanoTime();
    Page page = browser.open(file, 1440, ColorScheme.LIGHT);
    long opened = (System.nanoTime() - before) / 1_000_000;

    int drawn = Integer.parseInt(page.getAttribute(".flame", "data-drawn"));
    String paint = page.getAttribute(".flame", "data-paint-millis");
    Object again =
        page.evaluate(
            "async () => { const times = []; const f = document.querySelector('.flame');"
                + " const c = f.querySelector('.flame-stage canvas'); for (let i = 0; i < 60; i++) {"
                + " c.dispatchEvent(new MouseEvent('mousemove', {bubbles: true,"
                + " clientX: 60 + i * 20, clientY: 300 + i * 5}));"
                + " await new Promise(r => requestAnimationFrame(() => requestAnimationFrame(r)));"
                + " times.push(Number(f.dataset.paintMillis)); }"
                + " times.sort((a, b) => a - b); return times[30] + ' (p50) ' + times[56]; }");
    Object search =
        page.evaluate(
            "() => { const i = document.querySelector('.flame-search input');"
                + " const t = performance.now(); i.value = 'call1';"
                + " i.dispatchEvent(new Event('input')); return performance.now() - t; }");
    long reverseFrom = System.nanoTime();
    page.click("button:has-text('Callers')");
    ReportBrowser.await(
        page, "document.querySelector('.flame-about').textContent.includes('Reversed')");
    long reversed = (System.nanoTime() - reverseFrom) / 1_000_000;
    System.out.printf(
        "large tree: file %d kB, opened %d ms, %d frames first drawn in %s ms, then %s (p95) ms (of"
            + " 60), search %s ms, reverse %d ms%n",
        file.toFile().length() / 1000, opened, drawn, paint, again, search, reversed);
    ReportBrowser.screenshot(page, "flame-large", false);
    // At most one block for each column of pixels of each row that is seen.
    assertThat(drawn).isBetween(500, 1440 * 900 / Integer.parseInt(ROW));
    page.context().close();
  }
}
