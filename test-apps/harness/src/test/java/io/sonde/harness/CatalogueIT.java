package io.sonde.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * The whole catalogue, again and again, with its scoreboard: {@code mvn verify -Pcatalogue}. It
 * takes hours, so {@code ./verify} runs each case once and without it. The table goes into
 * docs/accuracy.md.
 */
class CatalogueIT {
  private static final int RUNS = Integer.getInteger("sonde.catalogue.runs", 3);
  private static final String ONLY = System.getProperty("sonde.fault", "");

  /** 19 of 20; our choice. */
  private static final double RANKED_FIRST = 0.95;

  private static final String BEGIN = "<!-- scoreboard: written by mvn verify -Pcatalogue -->";

  @TempDir private Path directory;

  private final List<Outcome> outcomes = new ArrayList<>();
  private int folders;

  @Test
  void everyFaultIsNamedFirst_andNothingElse() throws Exception {
    for (int run = 0; run < RUNS; run++) {
      for (Path home : homes()) {
        programs(home);
        shop(home);
      }
    }
    Scoreboard board = new Scoreboard(outcomes);
    System.out.println(board.markdown());
    publish(board);
    assertThat(board.falseAlarms()).as(board.markdown()).isEmpty();
    assertThat(board.wrongTwice()).as(board.markdown()).isEmpty();
    assertThat(board.rankedFirst()).as(board.markdown()).isGreaterThanOrEqualTo(RANKED_FIRST);
  }

  private void programs(Path home) throws Exception {
    for (ProgramCase program : ProgramCase.all()) {
      if (version(home) >= program.fromJdk() && isChosen(program.fault())) {
        ProgramCase.Expected expected = program.expected();
        String place =
            expected.className().isEmpty() ? "" : expected.className() + "." + expected.method();
        add(
            program.fault(),
            false,
            home,
            List.of(new Outcome.Expected(expected.rule(), place)),
            ProgramRun.of(program, false, home, folder()).analysis());
        add(
            program.fault(),
            true,
            home,
            List.of(),
            ProgramRun.of(program, true, home, folder()).analysis());
      }
    }
  }

  private void shop(Path home) throws Exception {
    for (ShopCase shop : ShopCase.CATALOGUE) {
      if (isChosen(shop.fault())) {
        add(
            shop.fault(),
            shop.fixed(),
            home,
            shop.expected(),
            DemoRun.of(shop, home, folder()).analysis());
      }
    }
    for (List<ShopCase> pair : ShopCase.PAIRS) {
      ShopCase both = pair.get(0).with(pair.get(1));
      if (isChosen(both.fault())) {
        List<Outcome.Expected> expected =
            pair.stream().flatMap(each -> each.expected().stream()).toList();
        add(both.fault(), false, home, expected, DemoRun.of(both, home, folder()).analysis());
      }
    }
  }

  private void add(
      String fault, boolean fixed, Path home, List<Outcome.Expected> expected, JsonNode analysis)
      throws IOException {
    Outcome outcome = Outcome.of(fault, fixed, version(home), expected, analysis);
    outcomes.add(outcome);
    System.out.println((outcome.right() ? "right: " : "WRONG: ") + outcome);
  }

  private static boolean isChosen(String fault) {
    return ONLY.isEmpty() || List.of(ONLY.split(",")).contains(fault);
  }

  private Path folder() throws IOException {
    return Files.createDirectory(directory.resolve("run-" + folders++));
  }

  private static List<Path> homes() {
    List<Path> homes = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"))));
    String second = System.getenv("SONDE_TEST_JDK");
    if (second != null) {
      homes.add(Path.of(second));
    }
    return homes;
  }

  /** From the JDK's own release file: {@code JAVA_VERSION="17.0.15"}. */
  private static int version(Path home) throws IOException {
    return Files.readAllLines(home.resolve("release")).stream()
        .filter(line -> line.startsWith("JAVA_VERSION="))
        .map(line -> line.replaceAll("[^\"]*\"(\\d+).*", "$1"))
        .mapToInt(Integer::parseInt)
        .findFirst()
        .orElseThrow();
  }

  /** Only a run of everything may replace the published table. */
  private void publish(Scoreboard board) throws IOException {
    if (ONLY.isEmpty()) {
      Path page = Path.of(System.getProperty("sonde.home")).resolve("docs/accuracy.md");
      String text = Files.readString(page);
      String before = text.substring(0, text.indexOf(BEGIN) + BEGIN.length());
      Files.writeString(
          page,
          before
              + "\n\nMeasured on "
              + LocalDate.now()
              + ", "
              + (RUNS == 1 ? "one run" : RUNS + " runs")
              + " of each case on JDK "
              + outcomes.stream()
                  .map(Outcome::jdk)
                  .distinct()
                  .sorted()
                  .map(String::valueOf)
                  .collect(Collectors.joining(" and "))
              + ".\n\n"
              + board.markdown());
    }
  }
}
