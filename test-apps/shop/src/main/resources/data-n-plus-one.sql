-- Six reviews of each product.
INSERT INTO review (id, product_id, stars, comment)
SELECT n, n / 6, n % 5 + 1, 'Used it for ' || n % 30 || ' days and would buy it again.'
FROM generate_series(0, 14399) AS n;
ANALYZE review;
