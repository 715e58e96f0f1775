package io.sonde.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

class ProbeErrorsTest {
  @Test
  void suppressed_manyErrors_allCountedFewPrinted() {
    long before = ProbeErrors.count();
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream err = System.err;
    System.setErr(new PrintStream(printed));
    try {
      for (int i = 0; i < 1000; i++) {
        ProbeErrors.suppressed(new IllegalStateException("broken"));
      }
    } finally {
      System.setErr(err);
    }
    assertThat(ProbeErrors.count() - before).isEqualTo(1000);
    assertThat(printed.toString().lines().count()).isBetween(3L, 12L);
    assertThat(printed.toString()).contains("broken").contains("ProbeErrorsTest");
  }

  @Test
  void suppressed_stackOverflowOfTheApplication_notOurs() {
    long before = ProbeErrors.count();
    ProbeErrors.suppressed(new StackOverflowError());
    assertThat(ProbeErrors.count()).isEqualTo(before);
  }
}
