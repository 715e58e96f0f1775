package io.sonde.agent.instrument;

import java.util.Set;
import java.util.stream.Collectors;
import net.bytebuddy.description.annotation.AnnotationList;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;

/** The methods of a class that a selection names and that have code of their own. */
final class SelectedMethods {
  private SelectedMethods() {}

  static ElementMatcher<MethodDescription> in(TypeDescription type, MethodSelection selection) {
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
}
