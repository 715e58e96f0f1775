package io.sonde.agent.instrument;

import static net.bytebuddy.matcher.ElementMatchers.isConstructor;
import static net.bytebuddy.matcher.ElementMatchers.isMethod;

import io.sonde.bootstrap.MethodTable;
import io.sonde.bootstrap.ProbeErrors;
import java.util.Set;
import java.util.stream.Collectors;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.annotation.AnnotationDescription;
import net.bytebuddy.description.annotation.AnnotationList;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.method.ParameterDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.scaffold.MethodGraph;
import net.bytebuddy.dynamic.scaffold.TypeValidation;
import net.bytebuddy.implementation.Implementation;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import net.bytebuddy.implementation.bytecode.constant.IntegerConstant;
import net.bytebuddy.implementation.bytecode.member.MethodInvocation;
import net.bytebuddy.matcher.ElementMatcher;
import net.bytebuddy.pool.TypePool;
import org.jspecify.annotations.Nullable;

/**
 * Copies timing advice into a class. The only door to Byte Buddy, whose first use costs 0.35 s: it
 * is created when the first class matches. Plain decorate, not AgentBuilder, which costs 0.15 s
 * more.
 */
final class TimingWeaver {
  private final MethodSelection selection;
  private final ByteBuddy byteBuddy;
  private final Advice methodAdvice;
  private final Advice constructorAdvice;

  TimingWeaver(MethodSelection selection) throws NoSuchMethodException {
    this.selection = selection;
    this.byteBuddy =
        new ByteBuddy()
            .with(TypeValidation.DISABLED)
            .with(MethodGraph.Compiler.ForDeclaredMethods.INSTANCE)
            .with(Implementation.Context.Disabled.Factory.INSTANCE);
    ClassFileLocator own = ClassFileLocator.ForClassLoader.of(getClass().getClassLoader());
    Advice.WithCustomMapping custom = Advice.withCustomMapping().bind(new NumberMapping());
    Advice.ExceptionHandler count =
        new Advice.ExceptionHandler.Simple(
            MethodInvocation.invoke(
                new MethodDescription.ForLoadedMethod(
                    ProbeErrors.class.getMethod("suppressed", Throwable.class))));
    this.methodAdvice = custom.to(TimingAdvice.class, own).withExceptionHandler(count);
    this.constructorAdvice =
        custom.to(ConstructorTimingAdvice.class, own).withExceptionHandler(count);
  }

  /** The class with its selected methods timed, or null if it has none. */
  byte @Nullable [] weave(@Nullable ClassLoader loader, String className, byte[] classFile) {
    ClassFileLocator locator =
        new ClassFileLocator.Compound(
            ClassFileLocator.Simple.of(className, classFile),
            ClassFileLocator.ForClassLoader.of(loader));
    TypePool types = TypePool.Default.of(locator);
    TypeDescription type = types.describe(className).resolve();
    ElementMatcher<MethodDescription> selected = selectedIn(type);
    if (type.getDeclaredMethods().filter(selected).isEmpty()) {
      return null;
    }
    return byteBuddy
        .decorate(type, locator)
        .visit(methodAdvice.on(isMethod().and(selected)))
        .visit(constructorAdvice.on(isConstructor().and(selected)))
        .make(types)
        .getBytes();
  }

  private ElementMatcher<MethodDescription> selectedIn(TypeDescription type) {
    Set<String> onClass = names(type.getDeclaredAnnotations());
    return method ->
        !method.isAbstract()
            && !method.isNative()
            && !method.isSynthetic()
            && !method.isTypeInitializer()
            && selection.matches(
                type.getName(),
                method.getInternalName(),
                onClass,
                names(method.getDeclaredAnnotations()));
  }

  private static Set<String> names(AnnotationList annotations) {
    return annotations.stream()
        .map(annotation -> annotation.getAnnotationType().getName())
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Puts the instrumented method's number where advice asks for {@link MethodNumber}. */
  private static final class NumberMapping
      implements Advice.OffsetMapping.Factory<MethodNumber>, Advice.OffsetMapping {
    @Override
    public Class<MethodNumber> getAnnotationType() {
      return MethodNumber.class;
    }

    @Override
    public Advice.OffsetMapping make(
        ParameterDescription.InDefinedShape target,
        AnnotationDescription.Loadable<MethodNumber> annotation,
        AdviceType adviceType) {
      return this;
    }

    @Override
    public Target resolve(
        TypeDescription type,
        MethodDescription method,
        Assigner assigner,
        Advice.ArgumentHandler argumentHandler,
        Sort sort) {
      int number =
          MethodTable.number(
              new MethodTable.TimedMethod(
                  type.getName(), method.getInternalName(), method.getDescriptor()));
      return new Target.ForStackManipulation(IntegerConstant.forValue(number));
    }
  }
}
