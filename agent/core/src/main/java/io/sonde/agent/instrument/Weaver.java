package io.sonde.agent.instrument;

import io.sonde.bootstrap.ProbeErrors;
import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.AsmVisitorWrapper;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.scaffold.MethodGraph;
import net.bytebuddy.dynamic.scaffold.TypeValidation;
import net.bytebuddy.implementation.Implementation;
import net.bytebuddy.implementation.bytecode.member.MethodInvocation;
import net.bytebuddy.pool.TypePool;
import org.jspecify.annotations.Nullable;

/**
 * Copies advice into a class. The only door to Byte Buddy, whose first use costs 0.35 s: it is
 * created when the first class matches. Plain decorate, not AgentBuilder, which costs 0.15 s more.
 */
final class Weaver {
  private final ByteBuddy byteBuddy;
  private final TimingProbes timing;
  private final RequestProbes requests;

  Weaver(MethodSelection timed, RequestSelection requests) throws NoSuchMethodException {
    this.byteBuddy =
        new ByteBuddy()
            .with(TypeValidation.DISABLED)
            .with(MethodGraph.Compiler.ForDeclaredMethods.INSTANCE)
            .with(Implementation.Context.Disabled.Factory.INSTANCE);
    ClassFileLocator own = ClassFileLocator.ForClassLoader.of(getClass().getClassLoader());
    Advice.ExceptionHandler count =
        new Advice.ExceptionHandler.Simple(
            MethodInvocation.invoke(
                new MethodDescription.ForLoadedMethod(
                    ProbeErrors.class.getMethod("suppressed", Throwable.class))));
    this.timing = new TimingProbes(timed, own, count);
    this.requests = new RequestProbes(requests, own, count);
  }

  /** The class with its probes, or null if it gets none. */
  byte @Nullable [] weave(@Nullable ClassLoader loader, String className, byte[] classFile) {
    ClassFileLocator locator =
        new ClassFileLocator.Compound(
            ClassFileLocator.Simple.of(className, classFile),
            ClassFileLocator.ForClassLoader.of(loader));
    TypePool types = TypePool.Default.of(locator);
    TypeDescription type = types.describe(className).resolve();
    List<AsmVisitorWrapper> probes = new ArrayList<>(timing.of(type));
    probes.addAll(requests.of(type, classFile));
    return probes.isEmpty()
        ? null
        : byteBuddy
            .decorate(type, locator)
            .visit(new AsmVisitorWrapper.Compound(probes))
            .make(types)
            .getBytes();
  }
}
