package io.sonde.analyzer.aggregate;

import io.sonde.analyzer.model.Frame;
import java.util.List;
import java.util.regex.Pattern;

/** Whose code a frame is, from its names alone. */
public enum CodeOrigin {
  /** The application's own: whatever no list below knows. */
  OWN,
  /** A library or framework that applications are built on. */
  LIBRARY,
  JDK,
  /** Proxies, lambda forms and accessors that were generated at run time: nobody wrote them. */
  GENERATED,
  /** Native, C++ and kernel code. */
  NATIVE;

  private static final List<String> JDK_PREFIXES =
      List.of(
          "java.", "javax.", "jdk.", "sun.", "com.sun.", "com.oracle.jrockit.", "oracle.jrockit.");

  /**
   * Packages of what JVM services are commonly built on: web, persistence, pools, serialisation,
   * logging, messaging, languages, build and test tools, agents. A library that is missing here is
   * taken for own code and so named in a location; that is the lesser error.
   */
  static final List<String> LIBRARY_PREFIXES =
      List.of(
          "akka.",
          "android.",
          "brave.",
          "ch.qos.logback.",
          "co.elastic.apm.",
          "com.amazonaws.",
          "com.esotericsoftware.",
          "com.fasterxml.",
          "com.github.benmanes.caffeine.",
          "com.google.common.",
          "com.google.gson.",
          "com.google.inject.",
          "com.google.protobuf.",
          "com.intellij.rt.",
          "com.lmax.disruptor.",
          "com.mchange.",
          "com.mongodb.",
          "com.mysql.",
          "com.newrelic.",
          "com.rabbitmq.",
          "com.thoughtworks.xstream.",
          "com.zaxxer.",
          "datadog.",
          "feign.",
          "freemarker.",
          "graphql.",
          "groovy.",
          "io.debezium.",
          "io.dropwizard.",
          "io.grpc.",
          "io.helidon.",
          "io.jsonwebtoken.",
          "io.lettuce.",
          "io.micrometer.",
          "io.micronaut.",
          "io.netty.",
          "io.opentelemetry.",
          "io.prometheus.",
          "io.quarkus.",
          "io.r2dbc.",
          "io.reactivex.",
          "io.smallrye.",
          "io.sonde.agent.",
          "io.sonde.bootstrap.",
          "io.swagger.",
          "io.undertow.",
          "io.vertx.",
          "jakarta.",
          "junit.",
          "kotlin.",
          "kotlinx.",
          "ktor.",
          "liquibase.",
          "net.bytebuddy.",
          "net.sf.cglib.",
          "net.sf.ehcache.",
          "okhttp3.",
          "okio.",
          "one.profiler.",
          "one.jfr.",
          "oracle.jdbc.",
          "oracle.net.",
          "oracle.sql.",
          "org.antlr.",
          "org.apache.",
          "org.aspectj.",
          "org.assertj.",
          "org.codehaus.",
          "org.eclipse.",
          "org.elasticsearch.",
          "org.flywaydb.",
          "org.glassfish.",
          "org.gradle.",
          "org.h2.",
          "org.HdrHistogram.",
          "org.hibernate.",
          "org.hsqldb.",
          "org.infinispan.",
          "org.jboss.",
          "org.jooq.",
          "org.joda.time.",
          "org.junit.",
          "org.mariadb.",
          "org.mockito.",
          "org.mybatis.",
          "org.objectweb.asm.",
          "org.openjdk.jmh.",
          "org.ow2.",
          "org.postgresql.",
          "org.quartz.",
          "org.reactivestreams.",
          "org.redisson.",
          "org.slf4j.",
          "org.springframework.",
          "org.testng.",
          "org.thymeleaf.",
          "org.wildfly.",
          "org.xerial.",
          "org.xml.",
          "org.w3c.",
          "org.yaml.snakeyaml.",
          "play.",
          "reactor.",
          "redis.clients.",
          "retrofit2.",
          "rx.",
          "scala.",
          "software.amazon.",
          "tools.jackson.",
          "zipkin2.");

  /** Of names with a dollar sign. */
  private static final Pattern GENERATED_CLASS =
      Pattern.compile(
          "\\$\\$SpringCGLIB\\$\\$|\\$\\$EnhancerBy|\\$\\$FastClassBy|\\$HibernateProxy|"
              + "\\$HibernateAccessOptimizer|_\\$\\$_jvst|\\$ByteBuddy\\$|\\$MockitoMock\\$|"
              + "(^|\\.)\\$Proxy(\\d+|$)|\\$\\$Lambda|^jdk\\.proxy\\d+\\.|LambdaForm\\$|"
              + "_\\$\\$_WeldClientProxy");

  private static final Pattern GENERATED_ACCESSOR =
      Pattern.compile("\\.Generated(Method|Constructor|Serialization\\w*)Accessor\\d+");

  public static CodeOrigin of(Frame frame) {
    if (!frame.kind().isJava() || isLibraryFile(frame.className())) {
      return NATIVE;
    }
    return ofClass(frame.className());
  }

  /** Some recorders write a native library, or nothing, in the place of a class. */
  private static boolean isLibraryFile(String name) {
    return name.isEmpty()
        || name.charAt(0) == '['
        || name.charAt(0) == '/'
        || name.endsWith(".so")
        || name.contains(".so.")
        || name.endsWith(".dylib")
        || name.endsWith(".dll");
  }

  public static CodeOrigin ofClass(String className) {
    if (isGenerated(className)) {
      return GENERATED;
    }
    if (startsWithAny(className, JDK_PREFIXES)) {
      return JDK;
    }
    return startsWithAny(className, LIBRARY_PREFIXES) ? LIBRARY : OWN;
  }

  /** Every frame of a recording is asked this: most names need no search by pattern. */
  private static boolean isGenerated(String className) {
    return className.indexOf('$') >= 0 && GENERATED_CLASS.matcher(className).find()
        || className.contains("Accessor") && GENERATED_ACCESSOR.matcher(className).find();
  }

  private static boolean startsWithAny(String className, List<String> prefixes) {
    for (String prefix : prefixes) {
      if (className.startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }
}
