package com.example.shop.session;

import com.example.shop.catalogue.Product;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/** One visitor's last products, each with the preview that the strip shows. */
final class Session {
  private static final int LONGEST_STRIP = 12;

  private final Deque<Preview> strip = new ArrayDeque<>();

  synchronized void add(Product product) {
    if (strip.size() == LONGEST_STRIP) {
      strip.removeFirst();
    }
    strip.addLast(Preview.of(product));
  }

  /** A product's box in the strip, ready to be sent. */
  private record Preview(long product, byte[] html) {
    /** Bytes: the placeholder picture that stands in each box until the real one is loaded. */
    private static final int PICTURE = 20_000;

    static Preview of(Product product) {
      byte[] text = product.description().getBytes(StandardCharsets.UTF_8);
      byte[] html = new byte[text.length + PICTURE];
      System.arraycopy(text, 0, html, 0, text.length);
      return new Preview(product.id(), html);
    }
  }
}
