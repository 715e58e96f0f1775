package io.sonde.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JaxRsTemplatesTest {
  @Test
  void template_hasSingleSlashes_andNoExpressions() {
    assertThat(JaxRsTemplates.of("//api//orders/{id}/")).isEqualTo("/api/orders/{id}");
    assertThat(JaxRsTemplates.of("orders/{id: [0-9]{1,3}}/lines/{ line }"))
        .isEqualTo("/orders/{id}/lines/{line}");
    assertThat(JaxRsTemplates.of("/")).isEqualTo("/");
    assertThat(JaxRsTemplates.of("")).isEqualTo("/");
  }

  @Test
  void endOfATemplate_getsWhatStandsBeforeItInThePath() {
    assertThat(JaxRsTemplates.inPath("orders/{id}", "/orders/7")).isEqualTo("/orders/{id}");
    assertThat(JaxRsTemplates.inPath("/orders/{id}", "/shop/api/orders/7"))
        .isEqualTo("/shop/api/orders/{id}");
    assertThat(JaxRsTemplates.inPath("/orders/{id}", "/shop/orders/7/"))
        .isEqualTo("/shop/orders/{id}");
    assertThat(JaxRsTemplates.inPath("/", "/shop")).isEqualTo("/shop");
    assertThat(JaxRsTemplates.inPath("/o/{id: [^/]+}/{n: \\d{1,3}}/{c:[A-D]}", "/shop/o/7/1/A"))
        .isEqualTo("/shop/o/{id}/{n}/{c}");
  }

  @Test
  void endOfATemplate_thatMayHoldSlashes_staysAlone() {
    assertThat(JaxRsTemplates.inPath("/files/{name: .+}", "/files/a/secret/b"))
        .isEqualTo("/files/{name}");
    assertThat(JaxRsTemplates.inPath("/files/{name: \\S+}", "/files/a/secret/b"))
        .isEqualTo("/files/{name}");
  }
}
