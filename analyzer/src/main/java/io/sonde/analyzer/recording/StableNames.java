package io.sonde.analyzer.recording;

import java.util.regex.Pattern;

/**
 * Takes out of the names of generated classes what differs from run to run, so that the same code
 * merges within a recording and between two: addresses of hidden classes, numbers of lambdas,
 * proxies and reflection accessors.
 */
final class StableNames {
  private static final Pattern HIDDEN = Pattern.compile("[/.+]0x[0-9a-fA-F]+$|/\\d+$");
  private static final Pattern LAMBDA = Pattern.compile("\\$\\$Lambda\\$\\d+");
  private static final Pattern PROXY =
      Pattern.compile("\\bproxy\\d+\\.\\$Proxy\\d+$|\\$Proxy\\d+$");
  private static final Pattern ACCESSOR =
      Pattern.compile("(Generated(?:Method|Constructor|SerializationConstructor)Accessor)\\d+$");
  private static final Pattern SPRING_CGLIB =
      Pattern.compile("\\$\\$(EnhancerBy\\w*CGLIB|FastClassBy\\w*CGLIB)\\$\\$[0-9a-f]+$");
  private static final Pattern BYTE_BUDDY =
      Pattern.compile("\\$(ByteBuddy|HibernateProxy)\\$\\w{8}$");

  private StableNames() {}

  static String ofClass(String name) {
    int mark = name.indexOf('$');
    if (mark < 0 && name.indexOf("0x") < 0 && !name.contains("Accessor")) {
      return name;
    }
    String stable = HIDDEN.matcher(name).replaceFirst("");
    stable = LAMBDA.matcher(stable).replaceAll("\\$\\$Lambda");
    stable = PROXY.matcher(stable).replaceFirst("\\$Proxy");
    stable = ACCESSOR.matcher(stable).replaceFirst("$1");
    stable = SPRING_CGLIB.matcher(stable).replaceFirst("\\$\\$$1");
    return BYTE_BUDDY.matcher(stable).replaceFirst("\\$$1");
  }
}
