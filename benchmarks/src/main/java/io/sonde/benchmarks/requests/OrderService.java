package io.sonde.benchmarks.requests;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;

/**
 * HTTP, a pool and three statements per request: {@code /short} does nothing else, {@code /long}
 * also computes. Prints its port and serves until it is ended.
 */
public final class OrderService {
  private static final int ORDERS = 1_000;

  /** Rounds of arithmetic that take about 1 ms on the machines this was written on. */
  private static final int ROUNDS = 1_000_000;

  private OrderService() {}

  public static void main(String[] args) throws Exception {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl("jdbc:h2:mem:orders;DB_CLOSE_DELAY=-1");
    config.setMaximumPoolSize(4);
    HikariDataSource pool = new HikariDataSource(config);
    fill(pool);
    Path base = Files.createTempDirectory("orders");
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(base.toString());
    tomcat.setPort(0);
    Context context = tomcat.addContext("", base.toString());
    Tomcat.addServlet(context, "short", new Orders(pool, 0)).addMapping("/short/*");
    Tomcat.addServlet(context, "long", new Orders(pool, ROUNDS)).addMapping("/long/*");
    tomcat.getConnector();
    tomcat.start();
    System.out.println("port=" + tomcat.getConnector().getLocalPort() + " READY");
    tomcat.getServer().await();
  }

  private static void fill(DataSource pool) throws SQLException {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("create table orders (id int primary key, total int)");
      statement.execute(
          "insert into orders select x, x * 3 from system_range(0, " + (ORDERS - 1) + ")");
    }
  }

  private static final class Orders extends HttpServlet {
    private static final long serialVersionUID = 1;

    private final transient DataSource pool;
    private final int rounds;

    private Orders(DataSource pool, int rounds) {
      this.pool = pool;
      this.rounds = rounds;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      int order = Integer.parseInt(request.getPathInfo().substring(1)) % ORDERS;
      long sum = order;
      for (int i = 0; i < rounds; i++) {
        sum = sum * 31 + i;
      }
      try (Connection connection = pool.getConnection()) {
        for (int i = 0; i < 3; i++) {
          sum += total(connection, (order + i) % ORDERS);
        }
      } catch (SQLException e) {
        throw new IOException(e);
      }
      response.getWriter().print(sum);
    }

    private static int total(Connection connection, int order) throws SQLException {
      try (PreparedStatement statement =
          connection.prepareStatement("select total from orders where id = ?")) {
        statement.setInt(1, order);
        try (ResultSet rows = statement.executeQuery()) {
          rows.next();
          return rows.getInt(1);
        }
      }
    }
  }
}
