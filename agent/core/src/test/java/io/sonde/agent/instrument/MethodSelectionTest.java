package io.sonde.agent.instrument;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MethodSelectionTest {
  @ParameterizedTest
  @CsvSource({
    "com.shop.**, com.shop.Cart, true",
    "com.shop.**, com.shop.web.Page$Row, true",
    "com.shop.**, com.shopping.Cart, false",
    "com.shop.*, com.shop.web.Page, false",
    "com.shop.*Service, com.shop.CartService, true",
    "com.shop.*Service, com.shop.web.CartService, false",
    "com.shop.*Service, com.shop.CartServiceBean, false",
    "**.Cart, com.shop.Cart, true",
    "**Service, com.shop.a.b.CartService, true",
    "com.shop.C?rt, com.shop.Cart, true",
    "com.shop.Cart, com.shop.Cart, true",
    "com.shop.Cart, com.shop.Carts, false",
    "*, Main, true",
    "*, com.Main, false"
  })
  void classGlob(String glob, String className, boolean expected) {
    assertThat(selection(glob).matchesByName(className)).isEqualTo(expected);
  }

  @Test
  void methodGlob_onlyItsMethods() {
    MethodSelection selection = selection("com.shop.Cart#total*");
    assertThat(matches(selection, "totalPrice")).isTrue();
    assertThat(matches(selection, "add")).isFalse();
  }

  @Test
  void exclude_classOrMethod_wins() {
    MethodSelection selection =
        new MethodSelection(
            List.of("com.shop.**"), List.of("com.shop.Log", "com.shop.Cart#get*", "@com.NoTime"));
    assertThat(selection.matchesByName("com.shop.Log")).isFalse();
    assertThat(selection.matchesByName("com.shop.Cart")).isTrue();
    assertThat(matches(selection, "getItems")).isFalse();
    assertThat(matches(selection, "add")).isTrue();
    assertThat(selection.matches("com.shop.Cart", "add", Set.of("com.NoTime"), Set.of())).isFalse();
  }

  @Test
  void annotation_onClassOrMethod_found() throws Exception {
    String name = Marked.class.getName();
    MethodSelection selection = selection("@" + Mark.class.getName());
    assertThat(selection.mayMatch(name, classFile(Marked.class))).isTrue();
    assertThat(selection.mayMatch(name, classFile(Plain.class))).isFalse();
    Set<String> mark = Set.of(Mark.class.getName());
    assertThat(selection.matches(name, "any", mark, Set.of())).isTrue();
    assertThat(selection.matches(name, "any", Set.of(), mark)).isTrue();
    assertThat(selection.matches(name, "any", Set.of(), Set.of())).isFalse();
  }

  @Test
  void foreign_jdkAgentsAndGeneratedClasses_neverTouched() {
    assertThat(
            List.of(
                "java.util.List",
                "jdk.jfr.Event",
                "net.bytebuddy.ByteBuddy",
                "io.opentelemetry.javaagent.X",
                "com.shop.Cart$$SpringCGLIB$$0"))
        .allMatch(MethodSelection::isForeign);
    assertThat(MethodSelection.isForeign("com.shop.Cart$Item")).isFalse();
  }

  private static boolean matches(MethodSelection selection, String method) {
    return selection.matches("com.shop.Cart", method, Set.of(), Set.of());
  }

  private static MethodSelection selection(String include) {
    return new MethodSelection(List.of(include), List.of());
  }

  private static byte[] classFile(Class<?> type) throws Exception {
    try (var in = type.getResourceAsStream("/" + type.getName().replace('.', '/') + ".class")) {
      return in.readAllBytes();
    }
  }

  @interface Mark {}

  static final class Marked {
    @Mark
    void marked() {}
  }

  static final class Plain {}
}
