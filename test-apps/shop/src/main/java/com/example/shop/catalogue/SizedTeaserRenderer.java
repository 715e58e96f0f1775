package com.example.shop.catalogue;

/** Teasers with markup, in a buffer of the size that they need. */
public final class SizedTeaserRenderer implements Teasers {
  /** Characters of markup around name and description. */
  private static final int MARKUP = 40;

  @Override
  public String render(Product product) {
    return new StringBuilder(product.name().length() + product.description().length() + MARKUP)
        .append("<p class=\"teaser\"><b>")
        .append(product.name())
        .append("</b> ")
        .append(product.description())
        .append("</p>")
        .toString();
  }
}
