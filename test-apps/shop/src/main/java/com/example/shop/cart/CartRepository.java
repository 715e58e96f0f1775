package com.example.shop.cart;

import java.util.Optional;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;

public interface CartRepository extends JpaRepository<Cart, Long> {
  /** The cart with its lines and their products in one statement. */
  @Query(
      "select c from Cart c left join fetch c.lines l left join fetch l.product where c.id = :id")
  Optional<Cart> findWithLines(long id);
}
