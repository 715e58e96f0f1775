package io.sonde.agent.instrument;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sonde.agent.config.RequestConfig;
import io.sonde.bootstrap.MethodTable;
import io.sonde.bootstrap.MethodTotals;
import io.sonde.bootstrap.ProbeErrors;
import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Weaves a class and runs it, in a loader of its own. */
class WeaverTest {
  private static final String NAME = Woven.class.getName();

  @AfterEach
  void noErrorSuppressed() {
    assertThat(ProbeErrors.count()).isZero();
  }

  @Test
  void staticRecursion_everyCallCounted() throws Exception {
    Class<?> woven = woven("fib");
    assertThat(woven.getMethod("fib", int.class).invoke(null, 10)).isEqualTo(55);
    assertThat(calls("fib")).isEqualTo(177);
  }

  @Test
  void exception_reachesTheCaller_andIsTimed() throws Exception {
    Class<?> woven = woven("fail");
    assertThatThrownBy(() -> woven.getMethod("fail").invoke(null))
        .isInstanceOf(InvocationTargetException.class)
        .hasCauseInstanceOf(IllegalStateException.class);
    assertThat(totals("fail").count()).isEqualTo(1);
    assertThat(totals("fail").totalNanos()).isPositive();
  }

  @Test
  void constructor_countedThoughItThrows_timedWhenItReturns() throws Exception {
    Class<?> woven = woven("<init>");
    var constructor = woven.getConstructor(int.class);
    constructor.newInstance(1);
    constructor.newInstance(2);
    assertThatThrownBy(() -> constructor.newInstance(-1))
        .hasCauseInstanceOf(IllegalArgumentException.class);
    assertThat(calls("<init>")).isEqualTo(3);
  }

  @Test
  void lambdasAndBridges_notTimed_interfaceDefaultsAre() throws Exception {
    Class<?> woven = woven("*");
    Object instance = woven.getConstructor(int.class).newInstance(3);
    Comparable<?> comparable = (Comparable<?>) instance;
    compare(comparable, instance);
    assertThat(calls("compareTo")).isEqualTo(1);
    assertThat(woven.getMethod("viaLambda").invoke(instance)).isEqualTo(3);
    assertThat(calls("viaLambda")).isEqualTo(1);
    assertThat(numbers().keySet()).noneMatch(name -> name.contains("lambda"));
  }

  @Test
  void nothingSelected_classLeftAlone() throws Exception {
    MethodSelection selection = new MethodSelection(List.of(NAME + "#none"), List.of());
    assertThat(weaver(selection).weave(loader(), NAME, classFile())).isNull();
  }

  @SuppressWarnings("unchecked") // the class compares with itself
  private static void compare(Comparable<?> one, Object other) {
    assertThat(((Comparable<Object>) one).compareTo(other)).isZero();
  }

  private static Weaver weaver(MethodSelection timed) throws Exception {
    return new Weaver(
        timed, new RequestSelection(new RequestConfig(false, List.of(), 1, 1, 1, List.of())));
  }

  private static Class<?> woven(String methods) throws Exception {
    MethodTable.clear();
    MethodSelection selection = new MethodSelection(List.of(NAME + "#" + methods), List.of());
    byte[] code = weaver(selection).weave(loader(), NAME, classFile());
    return new ClassLoader(loader()) {
      @Override
      public Class<?> loadClass(String name) throws ClassNotFoundException {
        if (!name.equals(NAME)) {
          return super.loadClass(name);
        }
        Class<?> known = findLoadedClass(name);
        return known != null ? known : defineClass(name, code, 0, code.length);
      }
    }.loadClass(NAME);
  }

  private static long calls(String method) {
    return totals(method).count();
  }

  private static MethodTotals totals(String method) {
    return numbers().get(method);
  }

  private static Map<String, MethodTotals> numbers() {
    Map<String, MethodTotals> byName = new java.util.HashMap<>();
    MethodTable.endPeriod()
        .forEach((as, totals) -> byName.put(MethodTable.method(as.method()).methodName(), totals));
    return byName;
  }

  private static byte[] classFile() throws Exception {
    try (var in = Woven.class.getResourceAsStream("Woven.class")) {
      return in.readAllBytes();
    }
  }

  private static ClassLoader loader() {
    return WeaverTest.class.getClassLoader();
  }
}
