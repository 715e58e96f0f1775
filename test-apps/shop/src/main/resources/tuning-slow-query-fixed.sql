CREATE INDEX stock_movement_product ON stock_movement (product_id) INCLUDE (moved);
ANALYZE stock_movement;
