package io.sonde.analyzer.attach;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One call of the JDK's attach API with its errors turned into sentences. */
final class AgentLoading {
  private AgentLoading() {}

  /**
   * Has the target run the agent's entry with the argument, and returns when that has returned.
   *
   * @param jar as the target names it
   */
  static void load(long pid, String jar, String argument, long timeoutSeconds) {
    FutureTask<Void> task =
        new FutureTask<>(
            () -> {
              attachAndLoad(pid, jar, argument);
              return null;
            });
    Thread thread = new Thread(task, "sonde-attach");
    thread.setDaemon(true);
    thread.start();
    try {
      task.get(timeoutSeconds, TimeUnit.SECONDS);
    } catch (TimeoutException late) {
      throw new AttachException(
          "process %d took the command but did not answer within %d s; it may be stopped or overloaded: try again when it runs."
              .formatted(pid, timeoutSeconds),
          late);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AttachException("interrupted.", interrupted);
    } catch (ExecutionException failed) {
      throw explained(pid, failed.getCause());
    }
  }

  private static void attachAndLoad(long pid, String jar, String argument) throws Exception {
    VirtualMachine vm = VirtualMachine.attach(Long.toString(pid));
    try {
      vm.loadAgent(jar, argument);
    } finally {
      vm.detach();
    }
  }

  private static RuntimeException explained(long pid, Throwable failure) {
    String message = String.valueOf(failure.getMessage());
    if (failure instanceof AttachNotSupportedException) {
      return new AttachException(
          "process %d does not answer an attach; it may be overloaded, its /tmp missing or full, or attaching switched off (-XX:+DisableAttachMechanism): see to that, or restart it with -javaagent:sonde-agent.jar."
              .formatted(pid),
          failure);
    }
    if (message.contains("ynamic agent loading")) {
      return new AttachException(AttachChecks.dynamicLoadingForbidden(pid), failure);
    }
    if (message.contains("java.instrument") || message.contains("instrument library")) {
      return new AttachException(
          "process %d runs on a Java without the module java.instrument, which every agent needs; add it to the runtime image (jlink --add-modules java.instrument,jdk.jfr)."
              .formatted(pid),
          failure);
    }
    if (failure instanceof AgentInitializationException
        || failure instanceof AgentLoadException
        || failure instanceof IOException) {
      return new AttachException(
          "the agent could not be loaded into process %d (%s); the standard error of that process may say more."
              .formatted(pid, message),
          failure);
    }
    return failure instanceof RuntimeException unexpected
        ? unexpected
        : new IllegalStateException(failure);
  }
}
