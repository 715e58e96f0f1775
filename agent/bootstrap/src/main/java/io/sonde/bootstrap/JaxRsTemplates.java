package io.sonde.bootstrap;

/** Path templates of JAX-RS, written as in routes: {@code /api/orders/{id}}. */
public final class JaxRsTemplates {
  private JaxRsTemplates() {}

  /**
   * One template of what was matched: single slashes, and parameters without the expressions that
   * they have to match.
   */
  public static String of(String template) {
    StringBuilder path = new StringBuilder(template.length() + 1).append('/');
    int depth = 0;
    boolean inName = true;
    for (int i = 0; i < template.length(); i++) {
      char next = template.charAt(i);
      if (next == '}' && --depth == 0) {
        inName = true;
      } else if (next == '{' && depth++ == 0) {
        inName = true;
      } else if (depth > 0 && (next == ':' || next == ' ')) {
        inName &= next == ' ';
        continue;
      } else if (next == '/' && path.charAt(path.length() - 1) == '/') {
        continue;
      }
      if (inName) {
        path.append(next);
      }
    }
    int length = path.length();
    if (length > 1 && path.charAt(length - 1) == '/') {
      path.setLength(length - 1);
    }
    return path.toString();
  }

  /**
   * A template that lacks what stands before it in the path, which is the application's and so the
   * same for all its requests. Known only where each segment of the template is one of the path.
   *
   * @param template as it was declared
   */
  public static String inPath(String template, String path) {
    String written = of(template);
    int before = segments(path) - segments(written);
    if (before <= 0 || maySpanSegments(template)) {
      return written;
    }
    int end = 0;
    for (int i = 0; i < before && end >= 0; i++) {
      end = path.indexOf('/', end + 1);
    }
    String prefix = end < 0 ? path : path.substring(0, end);
    return written.equals("/") ? prefix : prefix.concat(written);
  }

  /** Whether an expression in a template may match more than one segment; yes when in doubt. */
  private static boolean maySpanSegments(String template) {
    String rest = template.replace("[^/]", "");
    boolean inExpression = false;
    int depth = 0;
    for (int i = 0; i < rest.length(); i++) {
      char next = rest.charAt(i);
      if (next == '{') {
        depth++;
      } else if (next == '}') {
        depth--;
        inExpression &= depth > 0;
      } else if (next == ':' && depth > 0) {
        inExpression = true;
      } else if (inExpression && "./^\\DSW".indexOf(next) >= 0 && !isClass(rest, i)) {
        return true;
      }
    }
    return false;
  }

  /** A class of characters that holds no slash, such as \\d, and the letters of names. */
  private static boolean isClass(String text, int at) {
    char here = text.charAt(at);
    if (here == '\\') {
      return at + 1 < text.length() && "dsw".indexOf(text.charAt(at + 1)) >= 0;
    }
    return Character.isLetter(here) && text.charAt(at - 1) != '\\';
  }

  private static int segments(String path) {
    int segments = 0;
    for (int i = 0; i < path.length() - 1; i++) {
      if (path.charAt(i) == '/') {
        segments++;
      }
    }
    return segments;
  }
}
