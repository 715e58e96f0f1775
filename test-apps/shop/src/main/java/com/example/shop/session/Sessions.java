package com.example.shop.session;

import com.example.shop.catalogue.Product;

/** Remembers which products a visitor has seen, for the strip "recently viewed". */
public interface Sessions {
  /**
   * @param visitor the visitor's id; empty when the browser sends none
   */
  void viewed(String visitor, Product product);

  /** The visitor has bought or said good-bye. */
  void end(String visitor);
}
