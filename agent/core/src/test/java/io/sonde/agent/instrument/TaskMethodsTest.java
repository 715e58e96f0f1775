package io.sonde.agent.instrument;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The JDK that runs this has the methods without which tasks would be carried in part. */
class TaskMethodsTest {
  private final TaskMethods methods = new TaskMethods();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "java.util.concurrent.ThreadPoolExecutor",
        "java.util.concurrent.ThreadPoolExecutor$Worker",
        "java.util.concurrent.ScheduledThreadPoolExecutor",
        "java.util.concurrent.ForkJoinPool",
        "java.util.concurrent.ForkJoinTask",
        "java.lang.Thread"
      })
  void classesOfTheJdk_haveTheMethodsThatAreWoven(String className) throws Exception {
    List<String> declared =
        List.of(Class.forName(className).getDeclaredMethods()).stream()
            .map(method -> method.getName())
            .toList();
    List<String> woven =
        methods.of(className).stream().map(LibraryMethod::methodName).distinct().toList();
    assertThat(declared).containsAnyElementsOf(woven);
    assertThat(woven).filteredOn(name -> !isOfSomeJdksOnly(name)).isSubsetOf(declared);
  }

  private static boolean isOfSomeJdksOnly(String name) {
    return List.of("poolSubmit", "externalSubmit", "scheduleDelayedTask", "runWith").contains(name);
  }
}
