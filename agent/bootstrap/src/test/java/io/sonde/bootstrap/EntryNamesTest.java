package io.sonde.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EntryNamesTest {
  private static final String NAME = EntryNamesTest.class.getName();

  @Test
  void name_isOfTheObjectsClass_andNoCopyWhereItHasTheCode() {
    String declared = NAME + ".run";
    assertThat(EntryNames.of(this, declared, "run")).isSameAs(declared);
    assertThat(EntryNames.of(null, declared, "run")).isSameAs(declared);
    assertThat(EntryNames.of(this, "com.acme.Base.run", "run")).isEqualTo(declared);
  }

  @Test
  void generatedClass_hasTheNameOfWhatItIsMadeFrom() {
    assertThat(EntryNames.of(new Made$$ByProxy(), "com.acme.Base.run", "run"))
        .isEqualTo(NAME + "$Made.run");
    assertThat(EntryNames.printed("com.acme.Jobs$$SpringCGLIB$$0.tick"))
        .isEqualTo("com.acme.Jobs.tick");
    assertThat(EntryNames.printed("com.acme.Jobs.tick")).isEqualTo("com.acme.Jobs.tick");
  }

  private static final class Made$$ByProxy {}
}
