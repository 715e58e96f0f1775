package com.example.shop.catalogue;

import java.math.BigDecimal;
import java.util.Objects;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.annotation.Transactional;

/** Asks a partner's database, by way of the shop's own, what it can deliver and when. */
public class PartnerStock implements Availability {
  private static final int LONGEST_DAYS = 14;

  private final JdbcTemplate database;

  public PartnerStock(DataSource database) {
    this.database = new JdbcTemplate(database);
  }

  /** One transaction, so that all answers are of one time. */
  @Override
  @Transactional(readOnly = true)
  public boolean delivers(String category) {
    Long stock = ask("SELECT partner_stock(?)", Long.class, category);
    Integer days = ask("SELECT partner_days(?)", Integer.class, category);
    BigDecimal discount = ask("SELECT partner_discount(?)", BigDecimal.class, category);
    Boolean closed = ask("SELECT partner_closed(?)", Boolean.class, category);
    return stock > 0 && days <= LONGEST_DAYS && discount.signum() >= 0 && !closed;
  }

  private <T> T ask(String question, Class<T> answer, String category) {
    return Objects.requireNonNull(database.queryForObject(question, answer, category));
  }
}
