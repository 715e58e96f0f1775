package io.sonde.agent.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * How the text of a key's value is read. A bad text raises IllegalArgumentException: the remedy.
 */
public enum ValueType {
  SWITCH("true or false") {
    @Override
    Object parse(String text) {
      return switch (text.toLowerCase(Locale.ROOT)) {
        case "true", "on", "yes" -> true;
        case "false", "off", "no" -> false;
        default -> throw bad();
      };
    }
  },
  COUNT("a whole number") {
    @Override
    Object parse(String text) {
      return number(text);
    }
  },
  /** Nanoseconds; 0 switches off what the key controls. */
  DURATION("a duration such as 10ms, 30s, 5m or 2h, or off") {
    @Override
    Object parse(String text) {
      return isOff(text) ? 0L : scaled(text, NANOS);
    }
  },
  /** Bytes; 0 switches off what the key controls. */
  BYTES("a size such as 512k, 64m or 1g, or off") {
    @Override
    Object parse(String text) {
      return isOff(text) ? 0L : scaled(text, SIZES);
    }
  },
  /** A share of a whole, as a Double from 0 to 1; 0 switches off what the key controls. */
  SHARE("a share such as 1% or 0.5%, at most 100%, or off") {
    @Override
    Object parse(String text) {
      if (isOff(text)) {
        return 0.0;
      }
      if (!PERCENT.matcher(text).matches()) {
        throw bad();
      }
      double share = Double.parseDouble(text.substring(0, text.length() - 1)) / 100;
      if (share > 1) {
        throw bad();
      }
      return share;
    }
  },
  /** Mean distance between timed calls: 1 is every call. */
  TIMING("exact or 1/N, such as 1/64") {
    @Override
    Object parse(String text) {
      if (text.equals("exact")) {
        return 1L;
      }
      if (!text.startsWith("1/")) {
        throw bad();
      }
      long stride = number(text.substring(2));
      if (stride < 1 || stride > MAX_STRIDE) {
        throw bad();
      }
      return stride;
    }
  },
  SAMPLER("auto, async-profiler, jfr or off") {
    @Override
    Object parse(String text) {
      if (!List.of("auto", "async-profiler", "jfr", "off").contains(text)) {
        throw bad();
      }
      return text;
    }
  },
  TEXT("a text") {
    @Override
    Object parse(String text) {
      return text;
    }
  },
  /** Empty where it is off. */
  URL("a URL such as http://collector:4318, or off") {
    @Override
    Object parse(String text) {
      return isOff(text) ? "" : url(text);
    }
  },
  /** Empty where it is off. */
  RECEIVER("a URL such as http://collector:4318, on or off") {
    @Override
    Object parse(String text) {
      if (isOff(text)) {
        return "";
      }
      return text.equals("on") ? text : url(text);
    }
  },
  /** Empty where it is off. */
  ADDRESS("[HOST:]PORT such as 9464 or 0.0.0.0:9464, or off") {
    @Override
    Object parse(String text) {
      if (isOff(text)) {
        return "";
      }
      if (!text.matches(ADDRESSES)
          || number(text.substring(text.lastIndexOf(':') + 1)) > MAX_PORT) {
        throw bad();
      }
      return text;
    }
  },
  /** A list of {@link DumpCondition}; empty where it is off. */
  CONDITIONS(DumpCondition.FORM + ", or off") {
    @Override
    Object parse(String text) {
      return isOff(text) ? List.of() : all(text, DumpCondition::parse);
    }
  },
  /** A list of {@link ServiceLevel}; empty where it is off. */
  OBJECTIVES(ServiceLevel.FORM + ", or off") {
    @Override
    Object parse(String text) {
      return isOff(text) ? List.of() : all(text, ServiceLevel::parse);
    }
  },
  LIST("patterns, separated by commas") {
    @Override
    Object parse(String text) {
      List<String> items = new ArrayList<>();
      for (String part : text.split(",", -1)) {
        String item = part.trim();
        if (!item.isEmpty()) {
          items.add(item);
        }
      }
      return List.copyOf(items);
    }
  };

  /** A distance beyond this times so few calls that no percentile can be told. */
  private static final long MAX_STRIDE = 1_000_000;

  private static final long MAX_PORT = 65_535;

  /** A host with a colon in it stands in brackets. */
  private static final String ADDRESSES = "(([\\w.-]+|\\[[\\p{XDigit}:.%]+]):)?[1-9]\\d{0,4}";

  private static final Pattern PERCENT = Pattern.compile("\\d{1,3}(\\.\\d{1,6})?%");

  private static final Map<String, Long> NANOS =
      Map.of(
          "ns", 1L,
          "us", 1_000L,
          "ms", 1_000_000L,
          "s", 1_000_000_000L,
          "m", 60_000_000_000L,
          "h", 3_600_000_000_000L,
          "d", 86_400_000_000_000L);

  private static final Map<String, Long> SIZES =
      Map.of("", 1L, "b", 1L, "k", 1L << 10, "m", 1L << 20, "g", 1L << 30);

  private final String form;

  ValueType(String form) {
    this.form = form;
  }

  /** What a value looks like, for the documentation and for errors. */
  public String form() {
    return form;
  }

  abstract Object parse(String text);

  /** Whether commas separate its parts. */
  boolean isList() {
    return this == LIST || this == CONDITIONS || this == OBJECTIVES;
  }

  IllegalArgumentException bad() {
    return new IllegalArgumentException(form);
  }

  /** Each of the parts between commas. */
  <T> List<T> all(String text, Function<String, T> parse) {
    List<T> parts = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      try {
        parts.add(parse.apply(part));
      } catch (IllegalArgumentException none) {
        throw bad();
      }
    }
    return List.copyOf(parts);
  }

  long number(String text) {
    try {
      long value = Long.parseLong(text);
      if (value >= 0) {
        return value;
      }
    } catch (NumberFormatException notANumber) {
      // falls through to the one error below
    }
    throw bad();
  }

  long scaled(String text, Map<String, Long> units) {
    int digits = 0;
    while (digits < text.length() && Character.isDigit(text.charAt(digits))) {
      digits++;
    }
    Long unit = units.get(text.substring(digits).trim().toLowerCase(Locale.ROOT));
    if (unit == null) {
      throw bad();
    }
    try {
      return Math.multiplyExact(number(text.substring(0, digits)), unit);
    } catch (ArithmeticException tooLarge) {
      throw bad();
    }
  }

  /** Without a slash at its end. */
  String url(String text) {
    try {
      URI uri = new URI(text);
      boolean known = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      if (known && uri.getHost() != null && uri.getRawQuery() == null) {
        return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
      }
    } catch (URISyntaxException notOne) {
      // falls through to the one error below
    }
    throw bad();
  }

  static boolean isOff(String text) {
    return text.equals("off") || text.equals("0");
  }
}
