package io.sonde.agent.config;

import io.sonde.agent.testing.DocTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Keeps the table of keys in docs/configuration.md equal to the registry. */
class ConfigurationDocTest {
  @Test
  void keyTable_equalsRegistry() throws IOException {
    DocTable.assertEqual(
        Path.of("../../docs/configuration.md"),
        "<!-- keys: written by ConfigurationDocTest -->\n",
        "<!-- end of keys -->",
        table());
  }

  private static String table() {
    return Stream.of(Key.values())
        .map(ConfigurationDocTest::row)
        .collect(
            Collectors.joining(
                "\n", "| key | value | default | meaning |\n|---|---|---|---|\n", "\n"));
  }

  private static String row(Key key) {
    String defaultText = key.defaultText().isEmpty() ? "empty" : "`" + key.defaultText() + "`";
    return "| `%s` | %s | %s | %s |".formatted(key.id(), key.type().form(), defaultText, key.doc());
  }
}
