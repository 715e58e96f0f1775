package io.sonde.bootstrap;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Kinds of databases by the packages of their drivers, under the names of OpenTelemetry's semantic
 * conventions ({@code db.system.name}). A driver is known from when it gets advice.
 */
final class DatabaseSystems {
  static final String UNKNOWN = "other_sql";

  private static final String[][] BY_PACKAGE = {
    {"org.postgresql.", "postgresql"},
    {"com.mysql.", "mysql"},
    {"org.mariadb.", "mariadb"},
    {"oracle.", "oracle.db"},
    {"com.microsoft.sqlserver.", "microsoft.sql_server"},
    {"org.h2.", "h2database"},
    {"org.hsqldb.", "hsqldb"},
    {"org.apache.derby.", "derby"},
    {"com.ibm.db2.", "ibm.db2"},
    {"org.sqlite.", "sqlite"},
    {"com.clickhouse.", "clickhouse"},
    {"com.sap.db.", "sap.hana"},
    {"net.snowflake.", "snowflake"},
    {"com.facebook.presto.", "trino"},
    {"io.trino.", "trino"}
  };

  private static final Set<String> SEEN = ConcurrentHashMap.newKeySet();

  /** That of all drivers; unknown without one, and where there are several. */
  private static volatile String only = UNKNOWN;

  private static volatile boolean several;

  private DatabaseSystems() {}

  /** To be called when a class of a driver, or of a pool, gets advice. */
  static void seen(String className) {
    String system = of(className);
    if (system != UNKNOWN && SEEN.add(system)) {
      several = SEEN.size() > 1;
      only = several ? UNKNOWN : system;
    }
  }

  static String only() {
    return only;
  }

  /** Whether only a driver's own statement tells which database it is of. */
  static boolean areSeveral() {
    return several;
  }

  /** {@link #UNKNOWN} where the class is of no driver that we know. */
  static String of(String className) {
    for (String[] each : BY_PACKAGE) {
      if (className.startsWith(each[0])) {
        return each[1];
      }
    }
    return UNKNOWN;
  }
}
