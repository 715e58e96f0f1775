package com.example.shop.stock;

/** The sum of what came in and left: right as long as the database finds it fast. */
public final class WarehouseStock implements Stock {
  private final StockMovements movements;

  public WarehouseStock(StockMovements movements) {
    this.movements = movements;
  }

  @Override
  public long available(long product) {
    return movements.sumOf(product);
  }
}
