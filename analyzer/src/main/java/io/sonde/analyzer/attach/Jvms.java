package io.sonde.analyzer.attach;

import com.sun.tools.attach.VirtualMachine;
import com.sun.tools.attach.VirtualMachineDescriptor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The JVMs of this machine. On Linux /proc decides, which also shows JVMs in containers and those
 * of other users; the JDK's own list only adds names, because it misses JVMs without performance
 * data. Elsewhere the JDK's list is all there is.
 */
public final class Jvms {
  private Jvms() {}

  /** All JVMs but this one, by process id. A process that ends or hides meanwhile is left out. */
  public static List<Jvm> list() {
    Map<Long, String> names = namesFromJdk();
    long self = ProcessHandle.current().pid();
    return (LinuxProcess.available() ? fromProc(names) : fromJdk(names))
        .stream()
            .filter(jvm -> jvm.pid() != self)
            .sorted(Comparator.comparingLong(Jvm::pid))
            .toList();
  }

  /**
   * The JVM that is meant.
   *
   * @param name a process id, or a part of the main class or jar
   */
  public static Jvm find(String name) {
    if (name.chars().allMatch(Character::isDigit) && !name.isEmpty()) {
      return byPid(name);
    }
    List<Jvm> all = list();
    List<Jvm> matches = all.stream().filter(jvm -> matches(jvm, name)).toList();
    if (matches.size() == 1) {
      return matches.get(0);
    }
    if (matches.isEmpty()) {
      throw new AttachException(
          "no JVM is named like '%s'; %s."
              .formatted(name, all.isEmpty() ? "none runs here" : "there are " + candidates(all)));
    }
    throw new AmbiguousNameException(
        "'%s' matches several JVMs, give the process id of one: %s."
            .formatted(name, candidates(matches)));
  }

  private static boolean matches(Jvm jvm, String name) {
    return jvm.main().toLowerCase(Locale.ROOT).contains(name.toLowerCase(Locale.ROOT));
  }

  private static Jvm byPid(String text) {
    long pid;
    try {
      pid = Long.parseLong(text);
    } catch (NumberFormatException tooLong) {
      pid = Long.MAX_VALUE;
    }
    long wanted = pid;
    if (ProcessHandle.of(wanted).isEmpty()) {
      throw new AttachException(
          "there is no process " + text + " here; 'sonde list' shows the JVMs.");
    }
    return list().stream()
        .filter(jvm -> jvm.pid() == wanted)
        .findFirst()
        .orElseThrow(() -> new AttachException(notJvm(wanted)));
  }

  private static String notJvm(long pid) {
    String name = LinuxProcess.of(pid).map(LinuxProcess::name).orElse("");
    return "process %d%s is no JVM; 'sonde list' shows the JVMs."
        .formatted(pid, name.isEmpty() ? "" : " (" + name + ")");
  }

  private static String candidates(List<Jvm> jvms) {
    return jvms.stream()
        .map(jvm -> jvm.pid() + " " + (jvm.main().isEmpty() ? "(unknown)" : jvm.shortName()))
        .collect(Collectors.joining(", "));
  }

  private static List<Jvm> fromProc(Map<Long, String> names) {
    List<Jvm> found = new ArrayList<>();
    ProcessHandle.allProcesses()
        .forEach(
            handle -> {
              try {
                LinuxProcess.of(handle.pid())
                    .flatMap(process -> describe(process, names))
                    .ifPresent(found::add);
              } catch (RuntimeException odd) {
                // One process that cannot be understood must not hide the others.
              }
            });
    return found;
  }

  private static Optional<Jvm> describe(LinuxProcess process, Map<Long, String> names) {
    List<String> arguments = process.commandLine();
    if (arguments.isEmpty()) {
      return Optional.empty();
    }
    Optional<Path> libjvm = process.libjvm();
    boolean transparent = libjvm.isPresent() || process.isTransparent();
    boolean isJvm = transparent ? libjvm.isPresent() : isLauncher(arguments.get(0));
    if (!isJvm) {
      return Optional.empty();
    }
    String started =
        isLauncher(arguments.get(0)) ? JavaCommandLine.parse(arguments).main() : process.name();
    String main = names.getOrDefault(process.pid(), started);
    return Optional.of(
        new Jvm(
            process.pid(),
            main,
            libjvm.map(library -> javaVersion(process, library)).orElse(""),
            process.user(),
            presence(process, transparent),
            process.pidInside()));
  }

  private static boolean isLauncher(String program) {
    return program.substring(program.lastIndexOf('/') + 1).equals("java");
  }

  private static Jvm.Presence presence(LinuxProcess process, boolean transparent) {
    if (!transparent) {
      return Jvm.Presence.UNKNOWN;
    }
    return process.holdsOpen("sonde-agent", ".jar") ? Jvm.Presence.LOADED : Jvm.Presence.ABSENT;
  }

  /** JAVA_VERSION of the file "release" in the home that holds lib/server/libjvm.so. */
  private static String javaVersion(LinuxProcess process, Path libjvm) {
    Path home = libjvm.getParent().getParent().getParent();
    Path release = process.root().resolve("." + home).resolve("release");
    try {
      return Files.readAllLines(release, StandardCharsets.ISO_8859_1).stream()
          .filter(line -> line.startsWith("JAVA_VERSION="))
          .map(line -> line.substring("JAVA_VERSION=".length()).replace("\"", ""))
          .findFirst()
          .orElse("");
    } catch (IOException unreadable) {
      return "";
    }
  }

  private static List<Jvm> fromJdk(Map<Long, String> names) {
    return names.entrySet().stream()
        .map(
            entry ->
                new Jvm(
                    entry.getKey(),
                    entry.getValue(),
                    "",
                    ProcessHandle.of(entry.getKey()).flatMap(p -> p.info().user()).orElse(""),
                    Jvm.Presence.UNKNOWN,
                    entry.getKey()))
        .toList();
  }

  private static Map<Long, String> namesFromJdk() {
    Map<Long, String> names = new HashMap<>();
    if (!AttachSupport.present()) {
      return names;
    }
    try {
      for (VirtualMachineDescriptor jvm : VirtualMachine.list()) {
        String main = JavaCommandLine.mainOf(jvm.displayName());
        if (!main.isEmpty()
            && !main.equals(jvm.id())
            && !main.equals("Unknown")
            && jvm.id().chars().allMatch(Character::isDigit)) {
          names.put(Long.parseLong(jvm.id()), main);
        }
      }
    } catch (RuntimeException unreadable) {
      // Performance data of some JVM cannot be read; /proc still lists it.
    }
    return names;
  }
}
