package io.sonde.analyzer.aggregate;

import io.sonde.analyzer.model.Frame;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.model.SampleTable;
import io.sonde.analyzer.model.StackTable;
import io.sonde.analyzer.model.WaitTable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToLongFunction;
import java.util.function.IntUnaryOperator;

/**
 * The origin of each frame of one recording, with what the recording tells beyond names: the main
 * class's package is own code even where a list calls it a library (a program of the Apache
 * foundation is its own application), unless the main class is a launcher of other people's code.
 * Where samples hold no own code at all, libraries stand in for it, and after them the JDK, so that
 * a finding can always name a place.
 */
public final class CodeMap {
  /** Main classes that start somebody else's application. */
  private static final List<String> LAUNCHERS =
      List.of(
          "org.springframework.boot.loader.",
          "org.apache.catalina.",
          "org.apache.maven.",
          "org.apache.spark.deploy.",
          "org.codehaus.",
          "org.eclipse.",
          "org.gradle.",
          "org.jboss.",
          "org.junit.",
          "org.openjdk.jmh.",
          "org.wildfly.",
          "com.intellij.rt.",
          "io.quarkus.bootstrap.",
          "java.",
          "jdk.",
          "sun.",
          "scala.tools.");

  /** Share of the weight with an own frame below which a program has no own code; our choice. */
  private static final double NO_OWN_CODE_RATIO = 0.01;

  private final CodeOrigin[] origins;
  private final CodeOrigin standsForOwn;

  private CodeMap(CodeOrigin[] origins, CodeOrigin standsForOwn) {
    this.origins = origins;
    this.standsForOwn = standsForOwn;
  }

  /**
   * @param samples decide whether the program has own code at all
   */
  public static CodeMap of(Recording recording, SampleTable samples) {
    return of(recording, samples.size(), samples::stack, samples::weight);
  }

  /**
   * @param waits decide as samples do
   */
  public static CodeMap of(Recording recording, WaitTable waits) {
    return of(
        recording,
        waits.size(),
        waits::stack,
        wait -> waits.endNanos(wait) - waits.startNanos(wait));
  }

  private static CodeMap of(
      Recording recording, int size, IntUnaryOperator stackOf, IntToLongFunction weightOf) {
    StackTable stacks = recording.stacks();
    String ownPackage = ownPackage(recording.jvm().mainClass());
    CodeOrigin[] origins = new CodeOrigin[stacks.frameCount()];
    // A class has many frames, and its name is looked at in many ways.
    Map<String, CodeOrigin> ofClasses = new HashMap<>();
    for (int i = 0; i < origins.length; i++) {
      Frame frame = stacks.frameById(i);
      CodeOrigin origin =
          frame.kind().isJava()
              ? ofClasses.computeIfAbsent(frame.className(), added -> CodeOrigin.of(frame))
              : CodeOrigin.of(frame);
      boolean ofMain = !ownPackage.isEmpty() && frame.className().startsWith(ownPackage);
      origins[i] = origin == CodeOrigin.LIBRARY && ofMain ? CodeOrigin.OWN : origin;
    }
    return new CodeMap(origins, standIn(stacks, size, stackOf, weightOf, origins));
  }

  /** True for the application's own code, or for what stands in for it. */
  public boolean isOwn(int frameId) {
    return origins[frameId] == standsForOwn;
  }

  public CodeOrigin origin(int frameId) {
    return origins[frameId];
  }

  /** OWN, or what stands in for own code in a program that shows none. */
  public CodeOrigin standsForOwn() {
    return standsForOwn;
  }

  private static CodeOrigin standIn(
      StackTable stacks,
      int size,
      IntUnaryOperator stackOf,
      IntToLongFunction weightOf,
      CodeOrigin[] origins) {
    double[] weightWith = new double[CodeOrigin.values().length];
    double total = 0;
    byte[] seen = originsOnStacks(stacks, origins);
    for (int i = 0; i < size; i++) {
      long weight = weightOf.applyAsLong(i);
      byte on = seen[stackOf.applyAsInt(i)];
      total += weight;
      for (int origin = 0; origin < weightWith.length; origin++) {
        weightWith[origin] += (on & 1 << origin) != 0 ? weight : 0;
      }
    }
    double enough = NO_OWN_CODE_RATIO * total;
    if (weightWith[CodeOrigin.OWN.ordinal()] >= enough) {
      return CodeOrigin.OWN;
    }
    return weightWith[CodeOrigin.LIBRARY.ordinal()] >= enough ? CodeOrigin.LIBRARY : CodeOrigin.JDK;
  }

  /** The origins of all frames of each stack, as bits. */
  private static byte[] originsOnStacks(StackTable stacks, CodeOrigin[] origins) {
    byte[] seen = new byte[stacks.size()];
    for (int stack = StackTable.ROOT + 1; stack < seen.length; stack++) {
      int origin = 1 << origins[stacks.frameId(stack)].ordinal();
      seen[stack] = (byte) (seen[stacks.parent(stack)] | origin);
    }
    return seen;
  }

  /** The first three parts of the main class's package, or nothing for launchers. */
  private static String ownPackage(String mainClass) {
    String name = mainClass.strip().split("[ /]")[0];
    int end = name.lastIndexOf('.');
    if (end < 0 || LAUNCHERS.stream().anyMatch(name::startsWith)) {
      return "";
    }
    String[] parts = name.substring(0, end).split("\\.");
    return String.join(".", List.of(parts).subList(0, Math.min(3, parts.length))) + ".";
  }
}
