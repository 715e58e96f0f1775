-- Years of a warehouse: 250 movements of each product.
INSERT INTO stock_movement (id, product_id, moved)
SELECT n, n % 2400, n % 7 - 2
FROM generate_series(0, 599999) AS n;
-- A small server gives each query one processor.
ALTER TABLE stock_movement SET (parallel_workers = 0);
ANALYZE stock_movement;
