package io.sonde.analyzer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class MainTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void noCommand_isWrongUsage() {
    assertThat(run()).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).startsWith("sonde: No command given.").contains("--help");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void unknownOption_isWrongUsageInOneSentence() {
    assertThat(run("--nonsense")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("--nonsense").doesNotContain("\tat ");
  }

  @Test
  void help_goesToStandardOutput() {
    assertThat(run("--help")).isEqualTo(ExitCode.DONE);
    assertThat(out.toString()).contains("Usage: sonde").contains("Exit codes:");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void version_isPrinted() {
    assertThat(run("--version")).isEqualTo(ExitCode.DONE);
    assertThat(out.toString()).startsWith("sonde ");
  }

  @Test
  void redactAndExplain_areWrongUsageTogether() {
    assertThat(run("analyze", "a.jfr", "--redact", "--explain", "jdbc:postgresql://h/d"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("--explain needs the names that --redact hides");
  }

  private int run(String... args) {
    return Main.run(new PrintWriter(out), new PrintWriter(err), args);
  }
}
