package io.sonde.analyzer.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceArgumentTest {
  private static final String ID = "0af7651916cd43dd8448eb211c80319c";

  @ParameterizedTest
  @ValueSource(
      strings = {ID, " 0AF7651916CD43DD8448EB211C80319C ", "00-" + ID + "-00f067aa0ba902b7-01"})
  void id_isReadAsToolsShowIt(String text) {
    assertThat(TraceArgument.parse(text).id()).isEqualTo(ID);
  }

  @Test
  void shortIdOfB3_hasZerosBeforeIt() {
    assertThat(TraceArgument.parse("8448eb211c80319c").id())
        .isEqualTo("00000000000000008448eb211c80319c");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0af7", "GET /orders", ID + "0", "zaf7651916cd43dd8448eb211c80319c"})
  void anythingElse_isRefused(String text) {
    assertThatThrownBy(() -> TraceArgument.parse(text))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("is no trace id; copy its 32 or 16 hex digits");
  }
}
