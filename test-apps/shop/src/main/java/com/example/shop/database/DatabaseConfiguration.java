package com.example.shop.database;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The pool depends on the server, so Spring closes the pool first. */
@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {
  /**
   * Enough for the two or three requests that use the database at once on a small machine, with
   * room for bursts.
   */
  private static final int POOL_SIZE = 10;

  @Bean
  Database database(@Value("${shop.postgres}") String programs) throws IOException {
    return Database.start(programs);
  }

  @Bean
  DataSource dataSource(Database database) {
    HikariDataSource pool = new HikariDataSource();
    pool.setJdbcUrl(database.url());
    pool.setUsername("postgres");
    pool.setMaximumPoolSize(POOL_SIZE);
    return pool;
  }
}
