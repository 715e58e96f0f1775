package com.example.shop.stock;

import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;

public interface StockMovements extends JpaRepository<StockMovement, Long> {
  @Query("select coalesce(sum(m.moved), 0) from StockMovement m where m.product = :product")
  long sumOf(long product);
}
