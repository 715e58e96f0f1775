package io.sonde.agent.instrument;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Advice is copied into the application's classes: all it refers to must be visible there. */
class AdviceReferencesTest {
  /** Beginnings of internal names that advice may refer to beside the JDK and ours: all it does. */
  private static final Map<String, List<String>> LIBRARIES =
      Map.ofEntries(
          entry("ServletAdvice", "jakarta/servlet/"),
          entry("HttpServerAdvice", "com/sun/net/httpserver/"),
          entry("JerseyAdvice", "org/glassfish/jersey/"),
          entry("ResteasyAdvice", "org/jboss/resteasy/"),
          entry("WebFluxAdvice", "org/springframework/"),
          entry("ReactorServerAdvice", "reactor/netty/", "io/netty/"),
          entry("ScheduledAdvice"),
          entry("ScheduledRunnableAdvice"),
          entry("MessageAdvice"),
          entry("JmsAdvice", "jakarta/jms/"),
          entry("KafkaAdvice", "org/apache/kafka/"),
          entry("RabbitAdvice", "com/rabbitmq/client/"),
          entry("SpringAmqpAdvice", "org/springframework/amqp/"),
          entry("ApacheAdvice", "org/apache/hc/core5/"),
          entry("ApacheAsyncAdvice", "org/apache/hc/core5/", "org/apache/hc/client5/"),
          entry("ApacheAnswerAdvice", "org/apache/hc/core5/"),
          entry("ApacheFailureAdvice"),
          entry("OkHttpAdvice", "okhttp3/"),
          entry("OkHttpEnqueueAdvice", "okhttp3/"),
          entry("ReactorSubscribeAdvice", "io/netty/"),
          entry("ReactorAnswerAdvice", "reactor/netty/", "io/netty/"),
          entry("ReactorFailureAdvice"),
          entry("SpringJdkAdvice", "org/springframework/http/"),
          entry("JdkHeadersAdvice"),
          entry("JdkSendAdvice"),
          entry("JdkSendAsyncAdvice"),
          entry("UrlAnswerAdvice"),
          entry("UrlConnectAdvice"));

  private static Map.Entry<String, List<String>> entry(String advice, String... library) {
    return Map.entry(advice, List.of(library));
  }

  @ParameterizedTest
  @ValueSource(classes = {TimingAdvice.class, ConstructorTimingAdvice.class})
  void timingAdvice_refersOnlyToTheJdkAndBootClasses(Class<?> advice) throws Exception {
    Set<String> references = references(advice.getName());
    assertThat(references).contains("io/sonde/bootstrap/MethodProbe");
    assertThat(references).allMatch(AdviceReferencesTest::isEverywhere);
  }

  @Test
  void entryAdvice_refersOnlyToTheJdkAndBootClasses() throws Exception {
    Set<String> references = references(RequestProbes.ENTRY_ADVICE);
    assertThat(references).contains("io/sonde/bootstrap/Requests");
    assertThat(references).allMatch(AdviceReferencesTest::isEverywhere);
  }

  static Stream<String> jdbcAdvice() {
    return JdbcProbes.ADVICE.stream();
  }

  @ParameterizedTest
  @MethodSource("jdbcAdvice")
  void jdbcAdvice_refersOnlyToTheJdkAndBootClasses(String advice) throws Exception {
    Set<String> references = references(advice);
    assertThat(references)
        .containsAnyOf(
            "io/sonde/bootstrap/DatabaseCall",
            "io/sonde/bootstrap/FetchedRows",
            "io/sonde/bootstrap/SetterTypes");
    assertThat(references).allMatch(AdviceReferencesTest::isEverywhere);
  }

  static Stream<String> taskAdvice() {
    return new TaskMethods().all().stream().map(LibraryMethod::advice).distinct().sorted();
  }

  /** The JDK's own classes see no more than the boot loader. */
  @ParameterizedTest
  @MethodSource("taskAdvice")
  void taskAdvice_refersOnlyToTheJdkAndBootClasses(String advice) throws Exception {
    Set<String> references = references(advice);
    assertThat(references).anyMatch(name -> name.startsWith("io/sonde/bootstrap/"));
    assertThat(references).allMatch(AdviceReferencesTest::isEverywhere);
  }

  static Stream<LibraryMethod> libraryMethods() {
    return Libraries.all().stream().filter(method -> !method.advice().contains(".executor."));
  }

  @Test
  void executorAdvice_refersOnlyToTheJdkAndBootClasses() throws Exception {
    Set<String> references = references("io.sonde.agent.instrument.executor.SeenAdvice");
    assertThat(references).contains("io/sonde/bootstrap/ExecutorsSeen");
    assertThat(references).allMatch(AdviceReferencesTest::isEverywhere);
  }

  @ParameterizedTest
  @MethodSource("libraryMethods")
  void libraryAdvice_refersToItsLibrary_too(LibraryMethod method) throws Exception {
    Set<String> references = references(method.advice());
    assertThat(references).anyMatch(name -> name.startsWith("io/sonde/bootstrap/"));
    List<String> library = LIBRARIES.get(method.advice().replaceAll(".*\\.", ""));
    assertThat(references).allMatch(name -> isEverywhere(name) || isOf(library, name));
    assertThat(library)
        .allMatch(part -> references.stream().anyMatch(each -> each.startsWith(part)));
  }

  private static boolean isOf(List<String> library, String name) {
    return library.stream().anyMatch(name::startsWith);
  }

  static Stream<String> entryTemplates() {
    return EntryClasses.ALL.stream().map(EntryMethod::advice).distinct();
  }

  @ParameterizedTest
  @MethodSource("entryTemplates")
  void adviceOfSchedulersAndBrokers_refersToItsLibrary_too(String advice) throws Exception {
    Set<String> references = references(EntryProbes.PACKAGE + advice);
    assertThat(references).contains("io/sonde/bootstrap/Requests");
    List<String> library = LIBRARIES.get(advice);
    assertThat(references).allMatch(name -> isEverywhere(name) || isOf(library, name));
    assertThat(library)
        .allMatch(part -> references.stream().anyMatch(each -> each.startsWith(part)));
  }

  private static boolean isEverywhere(String name) {
    return name.startsWith("java/")
        || name.startsWith("jdk/jfr/")
        || name.startsWith("io/sonde/bootstrap/");
  }

  private static Set<String> references(String advice) throws Exception {
    Set<String> found = new TreeSet<>();
    String file = "/" + advice.replace('.', '/') + ".class";
    try (var in = AdviceReferencesTest.class.getResourceAsStream(file)) {
      new ClassReader(in.readAllBytes())
          .accept(
              new ClassVisitor(Opcodes.ASM9) {
                @Override
                public MethodVisitor visitMethod(
                    int access, String name, String descriptor, String signature, String[] thrown) {
                  return new ReferenceCollector(found);
                }
              },
              0);
    }
    return found;
  }

  /** Collects the classes that instructions, handlers and constants name. */
  private static final class ReferenceCollector extends MethodVisitor {
    private final Set<String> found;

    ReferenceCollector(Set<String> found) {
      super(Opcodes.ASM9);
      this.found = found;
    }

    @Override
    public void visitMethodInsn(int code, String owner, String name, String type, boolean itf) {
      found.add(owner);
      addTypes(Type.getArgumentTypes(type));
      addTypes(Type.getReturnType(type));
    }

    @Override
    public void visitFieldInsn(int code, String owner, String name, String type) {
      found.add(owner);
      addTypes(Type.getType(type));
    }

    @Override
    public void visitTypeInsn(int code, String type) {
      addTypes(Type.getObjectType(type));
    }

    @Override
    public void visitTryCatchBlock(Label start, Label end, Label handler, String type) {
      if (type != null) {
        found.add(type);
      }
    }

    @Override
    public void visitLdcInsn(Object value) {
      if (value instanceof Type type) {
        addTypes(type);
      }
    }

    @Override
    public void visitInvokeDynamicInsn(
        String name, String type, Handle bootstrap, Object... arguments) {
      throw new AssertionError("advice must not use invokedynamic: " + name);
    }

    private void addTypes(Type... types) {
      for (Type type : types) {
        Type element = type.getSort() == Type.ARRAY ? type.getElementType() : type;
        if (element.getSort() == Type.OBJECT) {
          found.add(element.getInternalName());
        }
      }
    }
  }
}
