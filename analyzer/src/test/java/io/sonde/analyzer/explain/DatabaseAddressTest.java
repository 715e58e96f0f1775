package io.sonde.analyzer.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseAddressTest {
  private static final Map<String, String> NONE = Map.of();

  @Test
  void parse_credentialsInFrontOfTheHost_areTakenOut() {
    DatabaseAddress address =
        DatabaseAddress.parse("jdbc:postgresql://anna:s3cr%3Ft+@db:5433/shop?ssl=true", NONE);
    assertThat(address.url()).isEqualTo("jdbc:postgresql://db:5433/shop?ssl=true");
    assertThat(address.user()).isEqualTo("anna");
    assertThat(address.password()).isEqualTo("s3cr?t+");
    assertThat(address.product()).isEqualTo("postgresql");
    assertThat(address).hasToString("jdbc:postgresql://db:5433/shop");
  }

  @Test
  void parse_credentialsAsParameters_areTakenOutToo() {
    DatabaseAddress address =
        DatabaseAddress.parse(
            "jdbc:mariadb://db/shop?user=anna%40x&a=b&password=p%26q&sslpassword=other", NONE);
    assertThat(address.url()).isEqualTo("jdbc:mariadb://db/shop?a=b&sslpassword=other");
    assertThat(address.user()).isEqualTo("anna@x");
    assertThat(address.password()).isEqualTo("p&q");
    assertThat(address.masked("bad p&q p%26q other\n at x")).isEqualTo("bad *** *** *** at x");
  }

  @Test
  void parse_passwordWithAt_endsAtTheLast() {
    DatabaseAddress address = DatabaseAddress.parse("jdbc:postgresql://a:p@ss@db/shop", NONE);
    assertThat(address.password()).isEqualTo("p@ss");
    assertThat(address.url()).isEqualTo("jdbc:postgresql://db/shop");
  }

  @Test
  void parse_missingCredentials_comeFromTheEnvironment() {
    Map<String, String> environment = Map.of("PGUSER", "bob", "PGPASSWORD", "hidden");
    DatabaseAddress postgres = DatabaseAddress.parse("jdbc:postgresql://db/shop", environment);
    assertThat(postgres.user()).isEqualTo("bob");
    assertThat(postgres.password()).isEqualTo("hidden");
    assertThat(postgres.masked("hidden!")).isEqualTo("***!");
    assertThat(DatabaseAddress.parse("jdbc:mysql://db/shop", environment).user()).isEmpty();
    assertThat(
            DatabaseAddress.parse(
                    "jdbc:postgresql://anna@db/shop",
                    Map.of("PGUSER", "bob", "SONDE_EXPLAIN_PASSWORD", "own", "PGPASSWORD", "pg"))
                .password())
        .isEqualTo("own");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "postgresql://a:hunter2@db/x",
        "a:hunter2@db",
        "jdbc:postgresql://a:hunter2?@db/x"
      })
  void parse_notAUrl_isRefusedWithoutItsPassword(String text) {
    assertThatThrownBy(() -> DatabaseAddress.parse(text, NONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void maskedUrls_hidesPasswordsInAnyText() {
    assertThat(DatabaseAddress.maskedUrls("Unknown option: '--explian=jdbc:x://a:hunter2@db/y'"))
        .isEqualTo("Unknown option: '--explian=jdbc:x://a:***@db/y'");
    assertThat(DatabaseAddress.maskedUrls("jdbc:x://db/y?user=a&password=hunter2&b=c"))
        .isEqualTo("jdbc:x://db/y?user=a&password=***&b=c");
    assertThat(DatabaseAddress.maskedUrls("file a:b, c@d")).isEqualTo("file a:b, c@d");
  }
}
