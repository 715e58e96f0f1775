package io.sonde.analyzer.attach;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * What would make an attach fail, found before it is tried: the JDK would wait ten seconds and then
 * guess, and its signal would kill a process that does not handle it.
 */
final class AttachChecks {
  /** A JVM installs its signal handler late in its start. */
  private static final long START_PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(2);

  private AttachChecks() {}

  static void check(Jvm jvm) {
    AttachSupport.require();
    if (!LinuxProcess.available()) {
      return;
    }
    LinuxProcess process =
        LinuxProcess.of(jvm.pid())
            .orElseThrow(() -> new AttachException("process " + jvm.pid() + " has ended."));
    checkUser(process, LinuxProcess.self());
    checkState(process);
    checkOptions(process);
    checkSignal(process);
  }

  private static void checkUser(LinuxProcess process, LinuxProcess self) {
    if (self.effectiveUid() == 0) {
      return;
    }
    if (process.effectiveUid() != self.effectiveUid()) {
      throw new AttachException(
          "process %d belongs to user %s; run sonde as that user or as root."
              .formatted(process.pid(), process.user()));
    }
    if (process.effectiveGid() != self.effectiveGid()) {
      throw new AttachException(
          "process %d runs with group %d and sonde with %d, and the JVM wants the same; run sonde as root or with that group."
              .formatted(process.pid(), process.effectiveGid(), self.effectiveGid()));
    }
  }

  private static void checkState(LinuxProcess process) {
    switch (process.state()) {
      case 'T' ->
          throw new AttachException(
              "process %d is stopped and cannot answer; let it continue with 'kill -CONT %d'."
                  .formatted(process.pid(), process.pid()));
      case 't' ->
          throw new AttachException(
              "process %d is held by a debugger and cannot answer; detach the debugger."
                  .formatted(process.pid()));
      case 'Z', 'X' -> throw new AttachException("process " + process.pid() + " has ended.");
      default -> {}
    }
  }

  private static void checkOptions(LinuxProcess process) {
    if (isOn(process, "DisableAttachMechanism", false)) {
      throw new AttachException(
          "process %d was started with -XX:+DisableAttachMechanism; restart it without that option, or with -javaagent:sonde-agent.jar."
              .formatted(process.pid()));
    }
    if (!isOn(process, "EnableDynamicAgentLoading", true)) {
      throw new AttachException(dynamicLoadingForbidden(process.pid()));
    }
  }

  static String dynamicLoadingForbidden(long pid) {
    return "process %d forbids agents to be loaded while it runs; restart it with -XX:+EnableDynamicAgentLoading, or with -javaagent:sonde-agent.jar."
        .formatted(pid);
  }

  private static void checkSignal(LinuxProcess process) {
    long deadline = System.nanoTime() + START_PATIENCE_NANOS;
    while (!LinuxProcess.of(process.pid()).map(LinuxProcess::catchesQuit).orElse(true)) {
      if (System.nanoTime() > deadline) {
        throw new AttachException(
            "process %d ignores the signal that an attach begins with (it was started with -Xrs, or is still starting); restart it without -Xrs, or with -javaagent:sonde-agent.jar."
                .formatted(process.pid()));
      }
      pause();
    }
  }

  /**
   * What a switch was set to at the JVM's start; what stands in an argument file is not seen.
   *
   * @param otherwise what it is when nobody sets it
   */
  static boolean isOn(LinuxProcess process, String flag, boolean otherwise) {
    return isOn(
        JavaCommandLine.parse(process.commandLine()).options(),
        process.environment(),
        flag,
        otherwise);
  }

  /**
   * The last one counts, in HotSpot's order: one variable, the command line, the other variable.
   */
  static boolean isOn(
      List<String> commandLine, List<String> environment, String flag, boolean otherwise) {
    boolean value = otherwise;
    List<String> all = new ArrayList<>(of("JAVA_TOOL_OPTIONS=", environment));
    all.addAll(of("JDK_JAVA_OPTIONS=", environment));
    all.addAll(commandLine);
    all.addAll(of("_JAVA_OPTIONS=", environment));
    for (String option : all) {
      if (option.equals("-XX:+" + flag)) {
        value = true;
      } else if (option.equals("-XX:-" + flag)) {
        value = false;
      }
    }
    return value;
  }

  private static List<String> of(String variable, List<String> environment) {
    return environment.stream()
        .filter(each -> each.startsWith(variable))
        .flatMap(each -> Stream.of(each.substring(variable.length()).split(" ")))
        .toList();
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(50);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AttachException("interrupted.", interrupted);
    }
  }
}
