package io.sonde.analyzer.attach;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One process as /proc shows it. What may not be read, or has just gone, is empty. */
final class LinuxProcess {
  private static final Path PROC = Path.of("/proc");
  private static final int SIGQUIT = 3;

  private final long pid;
  private final Path folder;
  private final Map<String, String> status;

  private LinuxProcess(long pid, Path folder, Map<String, String> status) {
    this.pid = pid;
    this.folder = folder;
    this.status = status;
  }

  /** True where processes can be looked into this way. */
  static boolean available() {
    return Files.isReadable(PROC.resolve("self/status"));
  }

  static Optional<LinuxProcess> of(long pid) {
    Path folder = PROC.resolve(Long.toString(pid));
    try {
      Map<String, String> status = new HashMap<>();
      for (String line :
          Files.readAllLines(folder.resolve("status"), StandardCharsets.ISO_8859_1)) {
        int colon = line.indexOf(':');
        if (colon > 0) {
          status.put(line.substring(0, colon), line.substring(colon + 1).trim());
        }
      }
      return Optional.of(new LinuxProcess(pid, folder, status));
    } catch (IOException gone) {
      return Optional.empty();
    }
  }

  static LinuxProcess self() {
    return of(ProcessHandle.current().pid()).orElseThrow();
  }

  long pid() {
    return pid;
  }

  /** The kernel's short name of the program. */
  String name() {
    return status.getOrDefault("Name", "");
  }

  long effectiveUid() {
    return secondNumber("Uid");
  }

  long effectiveGid() {
    return secondNumber("Gid");
  }

  String user() {
    try {
      return Files.getOwner(folder.resolve("status"), LinkOption.NOFOLLOW_LINKS).getName();
    } catch (IOException unknown) {
      return Long.toString(effectiveUid());
    }
  }

  /** R running, S sleeping, T stopped, t traced, Z ended and not yet collected, and others. */
  char state() {
    String state = status.getOrDefault("State", "?");
    return state.isEmpty() ? '?' : state.charAt(0);
  }

  /** A JVM to attach to handles this signal; any other process would be killed by it. */
  boolean catchesQuit() {
    long caught = Long.parseUnsignedLong(status.getOrDefault("SigCgt", "0"), 16);
    return (caught & 1L << (SIGQUIT - 1)) != 0;
  }

  /** The process id in the innermost PID namespace. */
  long pidInside() {
    String[] pids = status.getOrDefault("NSpid", Long.toString(pid)).split("\\s+");
    return Long.parseLong(pids[pids.length - 1]);
  }

  List<String> commandLine() {
    return zeroTerminated("cmdline");
  }

  /** NAME=value; empty for somebody else's process. */
  List<String> environment() {
    return zeroTerminated("environ");
  }

  /** True when the memory map can be read: it tells a JVM for certain. */
  boolean isTransparent() {
    try (BufferedReader maps = openMaps()) {
      return maps.readLine() != null;
    } catch (IOException denied) {
      return false;
    }
  }

  /** The loaded libjvm, as the process itself names the file; empty when it is no JVM. */
  Optional<Path> libjvm() {
    try (BufferedReader maps = openMaps()) {
      for (String line = maps.readLine(); line != null; line = maps.readLine()) {
        int path = line.indexOf('/');
        if (path > 0 && line.contains("/libjvm.")) {
          return Optional.of(Path.of(line.substring(path).replace(" (deleted)", "")));
        }
      }
    } catch (IOException denied) {
      // Somebody else's process: unknown.
    }
    return Optional.empty();
  }

  /** True when the process holds a file open whose name starts and ends so. */
  boolean holdsOpen(String prefix, String suffix) {
    try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(folder.resolve("fd"))) {
      for (Path descriptor : descriptors) {
        if (names(descriptor, prefix, suffix)) {
          return true;
        }
      }
    } catch (IOException denied) {
      // Somebody else's process: unknown.
    }
    return false;
  }

  /** The file system as the process sees it. */
  Path root() {
    return folder.resolve("root");
  }

  boolean sharesFilesWith(LinuxProcess other) {
    try {
      return Files.readSymbolicLink(folder.resolve("ns/mnt"))
              .equals(Files.readSymbolicLink(other.folder.resolve("ns/mnt")))
          && Files.isSameFile(root(), other.root());
    } catch (IOException denied) {
      return false;
    }
  }

  private static boolean names(Path descriptor, String prefix, String suffix) {
    try {
      String target = Files.readSymbolicLink(descriptor).toString().replace(" (deleted)", "");
      String file = target.substring(target.lastIndexOf('/') + 1);
      return file.startsWith(prefix) && file.endsWith(suffix);
    } catch (IOException closed) {
      return false;
    }
  }

  private BufferedReader openMaps() throws IOException {
    return Files.newBufferedReader(folder.resolve("maps"), StandardCharsets.ISO_8859_1);
  }

  private List<String> zeroTerminated(String file) {
    try {
      String all = Files.readString(folder.resolve(file), StandardCharsets.ISO_8859_1);
      return all.isEmpty() ? List.of() : List.of(all.split("\0"));
    } catch (IOException denied) {
      return List.of();
    }
  }

  private long secondNumber(String key) {
    String[] numbers = status.getOrDefault(key, "-1 -1").split("\\s+");
    return Long.parseLong(numbers[1]);
  }
}
