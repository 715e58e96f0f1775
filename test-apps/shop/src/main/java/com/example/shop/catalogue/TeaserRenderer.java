package com.example.shop.catalogue;

import java.nio.charset.StandardCharsets;

/** Teasers with markup, encoded for the page. */
public final class TeaserRenderer implements Teasers {
  /**
   * Bytes: room for the longest description that the back office allows, so that nothing is ever
   * cut.
   */
  private static final int LARGEST_TEASER = 440_000;

  @Override
  public String render(Product product) {
    byte[] page = new byte[LARGEST_TEASER];
    int end = append(page, 0, "<p class=\"teaser\"><b>");
    end = append(page, end, product.name());
    end = append(page, end, "</b> ");
    end = append(page, end, product.description());
    end = append(page, end, "</p>");
    return new String(page, 0, end, StandardCharsets.UTF_8);
  }

  private static int append(byte[] page, int at, String text) {
    byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
    System.arraycopy(encoded, 0, page, at, encoded.length);
    return at + encoded.length;
  }
}
