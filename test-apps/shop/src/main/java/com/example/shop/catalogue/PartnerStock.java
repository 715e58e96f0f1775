package com.example.shop.catalogue;

import java.math.BigDecimal;
import java.util.Objects;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.annotation.Transactional;

/** Asks a partner's database, by way of the shop's own, what it can deliver and when. */
public class PartnerStock implements Availability {
  private static final int LONGEST_DAYS = 14;
  private static final int WAREHOUSES = 3;

  private final JdbcTemplate database;

  public PartnerStock(DataSource database) {
    this.database = new JdbcTemplate(database);
  }

  /** One transaction, so that all answers are of one time. */
  @Override
  @Transactional(readOnly = true)
  public boolean delivers(String category) {
    boolean delivers = false;
    for (int warehouse = 0; warehouse < WAREHOUSES; warehouse++) {
      delivers |= delivers(category, warehouse);
    }
    return delivers;
  }

  private boolean delivers(String category, int warehouse) {
    String wanted = category + "@" + warehouse;
    Long stock = ask("SELECT partner_stock(?)", Long.class, wanted);
    Integer days = ask("SELECT partner_days(?)", Integer.class, wanted);
    BigDecimal discount = ask("SELECT partner_discount(?)", BigDecimal.class, wanted);
    Boolean closed = ask("SELECT partner_closed(?)", Boolean.class, wanted);
    return stock >= 0 && days <= LONGEST_DAYS && discount.signum() >= 0 && !closed;
  }

  private <T> T ask(String question, Class<T> answer, String wanted) {
    return Objects.requireNonNull(database.queryForObject(question, answer, wanted));
  }
}
