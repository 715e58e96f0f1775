package io.sonde.agent.instrument;

import static net.bytebuddy.matcher.ElementMatchers.isConstructor;
import static net.bytebuddy.matcher.ElementMatchers.isMethod;

import io.sonde.bootstrap.MethodTable;
import java.util.List;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.AsmVisitorWrapper;
import net.bytebuddy.description.annotation.AnnotationDescription;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.method.ParameterDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import net.bytebuddy.implementation.bytecode.constant.IntegerConstant;
import net.bytebuddy.matcher.ElementMatcher;

/** Timing advice for the methods that are to be timed. */
final class TimingProbes {
  private final MethodSelection selection;
  private final Advice methodAdvice;
  private final Advice constructorAdvice;

  TimingProbes(MethodSelection selection, ClassFileLocator own, Advice.ExceptionHandler onError) {
    this.selection = selection;
    Advice.WithCustomMapping custom = Advice.withCustomMapping().bind(new NumberMapping());
    this.methodAdvice = custom.to(TimingAdvice.class, own).withExceptionHandler(onError);
    this.constructorAdvice =
        custom.to(ConstructorTimingAdvice.class, own).withExceptionHandler(onError);
  }

  /** What to visit a class with; nothing when none of its methods is timed. */
  List<AsmVisitorWrapper> of(TypeDescription type) {
    ElementMatcher<MethodDescription> selected = SelectedMethods.in(type, selection);
    return type.getDeclaredMethods().filter(selected).isEmpty()
        ? List.of()
        : List.of(
            methodAdvice.on(isMethod().and(selected)),
            constructorAdvice.on(isConstructor().and(selected)));
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
