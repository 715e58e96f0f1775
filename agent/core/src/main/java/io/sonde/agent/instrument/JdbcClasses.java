package io.sonde.agent.instrument;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Which classes may be of a JDBC driver or a pool, told by name and bytes: cheap, says yes too
 * often, and touches no library. The names of the drivers and pools that we know end like their
 * interfaces; one with names of its own is seen through its pool.
 */
final class JdbcClasses {
  private static final List<String> NAMES =
      List.of("Statement", "Connection", "DataSource", "ResultSet");

  /** Drivers whose database reads double quotes as strings, unless it is told otherwise. */
  private static final List<String> STRINGS_IN_DOUBLE_QUOTES =
      List.of("com.mysql.", "org.mariadb.");

  private static final List<byte[]> MARKS =
      List.of(
          "java/sql/".getBytes(StandardCharsets.US_ASCII),
          "javax/sql/".getBytes(StandardCharsets.US_ASCII));

  private JdbcClasses() {}

  static boolean mayBe(String className) {
    for (String name : NAMES) {
      if (className.contains(name)) {
        return true;
      }
    }
    return false;
  }

  static boolean mayBe(String className, byte[] classFile) {
    return mayBe(className)
        && MARKS.stream().anyMatch(mark -> ConstantSearch.containsText(classFile, mark));
  }

  static boolean readsDoubleQuotesAsStrings(String className) {
    return STRINGS_IN_DOUBLE_QUOTES.stream().anyMatch(className::startsWith);
  }
}
