package io.sonde.analyzer.explain;

import io.sonde.analyzer.model.SqlTemplate;
import java.sql.SQLException;

/** One product's way to a plan. */
interface Plans {
  /**
   * Never executes the statement.
   *
   * @throws SQLException when the connection fails; a statement that cannot be planned has {@link
   *     Plan#none}
   */
  Plan plan(SqlTemplate template) throws SQLException;
}
