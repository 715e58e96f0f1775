-- Years of a warehouse: 250 movements of each product.
INSERT INTO stock_movement (id, product_id, moved)
SELECT n, n % 2400, n % 7 - 2
FROM generate_series(0, 599999) AS n;
ANALYZE stock_movement;
