package io.sonde.agent.instrument;

import static org.assertj.core.api.Assertions.assertThat;

import net.bytebuddy.ByteBuddy;
import net.bytebuddy.description.modifier.Visibility;
import net.bytebuddy.implementation.StubMethod;
import org.junit.jupiter.api.Test;

class EntryClassesTest {
  @Test
  void classesOfNoLibrary_areNone() throws Exception {
    assertThat(EntryClasses.mayBe("Woven", classFile(Woven.class))).isFalse();
    assertThat(EntryClasses.mayBe("Probes", classFile(Probes.class))).isFalse();
    assertThat(EntryClasses.mayBe("Test", classFile(EntryClassesTest.class))).isFalse();
  }

  @Test
  void methodsOfTheDescriptor_areEnough_whereverTheInterfaceIs() {
    byte[] listener =
        new ByteBuddy()
            .subclass(Object.class)
            .name("com.acme.Listener")
            .defineMethod("onMessage", void.class, Visibility.PUBLIC)
            .withParameters(type("jakarta.jms.Message"))
            .intercept(StubMethod.INSTANCE)
            .make()
            .getBytes();
    assertThat(EntryClasses.mayBe("com.acme.Listener", listener)).isTrue();
    assertThat(EntryClasses.mayBe("com.rabbitmq.client.RpcClient$1", listener)).isFalse();
  }

  @Test
  void damagedClassFile_isNone() {
    assertThat(EntryClasses.mayBe("Damaged", new byte[] {1, 2, 3})).isFalse();
    assertThat(EntryClasses.mayBe("Damaged", new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 9, 9, 1, 99, 99}))
        .isFalse();
  }

  private static net.bytebuddy.description.type.TypeDescription type(String name) {
    return net.bytebuddy.dynamic.scaffold.InstrumentedType.Default.of(
        name,
        net.bytebuddy.description.type.TypeDescription.Generic.OfNonGenericType.ForLoadedType.of(
            Object.class),
        1);
  }

  private static byte[] classFile(Class<?> type) throws Exception {
    try (var in = type.getResourceAsStream(type.getSimpleName() + ".class")) {
      return in.readAllBytes();
    }
  }
}
