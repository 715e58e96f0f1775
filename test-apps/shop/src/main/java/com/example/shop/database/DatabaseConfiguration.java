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
  @Bean
  Database database(@Value("${shop.postgres}") String programs) throws IOException {
    return Database.start(programs);
  }

  @Bean
  DataSource dataSource(Database database, PoolSize size) {
    HikariDataSource pool = new HikariDataSource();
    pool.setJdbcUrl(database.url());
    pool.setUsername("postgres");
    pool.setMaximumPoolSize(size.connections());
    return pool;
  }
}
