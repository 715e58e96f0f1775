package com.example.faults.memory;

import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** What a template of invoices is compiled to. Each loader of templates has its own. */
final class InvoiceTemplate implements Supplier<String> {
  @Override
  public String get() {
    Header header = new Header("Invoice");
    Body body = new Body(List.of(new Position("Tea", 2), new Position("Cups", 4)));
    return header.text() + body.text() + new Footer().text();
  }

  private static final class Header {
    private final String title;

    private Header(String title) {
      this.title = title;
    }

    private String text() {
      return title.toUpperCase(Locale.ROOT);
    }
  }

  private static final class Body {
    private final List<Position> positions;

    private Body(List<Position> positions) {
      this.positions = positions;
    }

    private String text() {
      StringBuilder text = new StringBuilder();
      for (Position position : positions) {
        text.append(position.text());
      }
      return text.toString();
    }
  }

  private static final class Position {
    private final String name;
    private final int count;

    private Position(String name, int count) {
      this.name = name;
      this.count = count;
    }

    private String text() {
      return name.concat(Integer.toString(count));
    }
  }

  private static final class Footer {
    private String text() {
      return "Thank you";
    }
  }
}
