CREATE TABLE product (
  id          BIGINT PRIMARY KEY,
  sku         TEXT NOT NULL UNIQUE,
  name        TEXT NOT NULL,
  description TEXT NOT NULL,
  category    TEXT NOT NULL,
  price       NUMERIC(10, 2) NOT NULL
);
CREATE INDEX product_category ON product (category, id);

CREATE SEQUENCE cart_seq INCREMENT BY 50;
CREATE TABLE cart (
  id      BIGINT PRIMARY KEY,
  visitor TEXT NOT NULL
);

CREATE SEQUENCE cart_line_seq INCREMENT BY 50;
CREATE TABLE cart_line (
  id         BIGINT PRIMARY KEY,
  cart_id    BIGINT NOT NULL REFERENCES cart,
  product_id BIGINT NOT NULL REFERENCES product,
  quantity   INT NOT NULL CHECK (quantity > 0)
);
CREATE INDEX cart_line_cart ON cart_line (cart_id);

CREATE SEQUENCE purchase_seq INCREMENT BY 50;
CREATE TABLE purchase (
  id      BIGINT PRIMARY KEY,
  cart_id BIGINT NOT NULL REFERENCES cart,
  total   NUMERIC(12, 2) NOT NULL,
  status  TEXT NOT NULL
);
CREATE INDEX purchase_cart ON purchase (cart_id);

-- Filled only where a fault or its twin asks for it.
CREATE TABLE review (
  id         BIGINT PRIMARY KEY,
  product_id BIGINT NOT NULL REFERENCES product,
  stars      INT NOT NULL CHECK (stars BETWEEN 1 AND 5),
  comment    TEXT NOT NULL
);
CREATE INDEX review_product ON review (product_id);

-- Likewise. It knows products by their id alone, as a table that another system fills does.
CREATE TABLE stock_movement (
  id         BIGINT PRIMARY KEY,
  product_id BIGINT NOT NULL,
  moved      INT NOT NULL
);

-- 2 400 products in 10 categories of 240; twelve families in each category.
INSERT INTO product (id, sku, name, description, category, price)
SELECT n,
       chr(65 + n / 240 % 10) || chr(65 + n % 12) || 'X-' || lpad(n::text, 5, '0') || '-' || chr(65 + n % 5),
       'Article ' || n,
       repeat('Made of sturdy material and tested for years of daily use. ', 8) || 'Article ' || n,
       'category-' || n / 240 % 10,
       (n % 90 + 10) * 1.25
FROM generate_series(0, 2399) AS n;
ANALYZE product;

-- The partner's database lies behind a slow line: each answer takes 8 ms, and no processor works meanwhile.
CREATE FUNCTION partner_stock(wanted TEXT) RETURNS BIGINT LANGUAGE sql AS
  'SELECT count(*) FROM pg_sleep(0.008), product WHERE category = wanted';
CREATE FUNCTION partner_days(wanted TEXT) RETURNS INT LANGUAGE sql AS
  'SELECT 2 + length(wanted) % 3 FROM pg_sleep(0.008)';
CREATE FUNCTION partner_discount(wanted TEXT) RETURNS NUMERIC LANGUAGE sql AS
  'SELECT length(wanted) * 0.5 FROM pg_sleep(0.008)';
CREATE FUNCTION partner_closed(wanted TEXT) RETURNS BOOLEAN LANGUAGE sql AS
  'SELECT length(wanted) = 0 FROM pg_sleep(0.008)';
