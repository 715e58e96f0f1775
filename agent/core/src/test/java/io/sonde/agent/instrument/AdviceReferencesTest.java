package io.sonde.agent.instrument;

import static org.assertj.core.api.Assertions.assertThat;

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
    assertThat(references).contains("io/sonde/bootstrap/Requests");
    String library =
        method.advice().contains("servlet") ? "jakarta/servlet/" : "com/sun/net/httpserver/";
    assertThat(references).anyMatch(name -> name.startsWith(library));
    assertThat(references).allMatch(name -> isEverywhere(name) || name.startsWith(library));
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
