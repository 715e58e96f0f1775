package io.sonde.analyzer.recording;

import io.sonde.analyzer.model.BlockedThread;
import io.sonde.analyzer.model.JavaLocks;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a thread dump as HotSpot prints it (JDK 8 to 25): which threads wait for a monitor or a
 * lock, who holds it, and the deadlocks that the JVM found itself. Everything else is left out.
 */
final class ThreadDumpReader {
  /** Of one dump; more are of one kind. */
  private static final int MOST = 50;

  private static final String DEADLOCK = "Java-level deadlock:";
  private static final Pattern HEADER = Pattern.compile("^\"(.*)\"(?: #(\\d+))?.*");
  private static final Pattern LOCK =
      Pattern.compile(
          "\\s*- (waiting to lock|parking to wait for|locked) +<([0-9a-fx]+)> \\(a (.*)\\)");
  private static final Pattern WANTS =
      Pattern.compile(
          "\\s+(?:waiting to lock monitor .*\\(object (0x[0-9a-f]+), a (.*)\\)|"
              + "waiting for ownable synchronizer (0x[0-9a-f]+), \\(a (.*)\\)),?");
  private static final Pattern HELD_BY = Pattern.compile("\\s+which is held by \"(.*)\"");

  private final FrameLines frames;
  private final long timeNanos;
  private final List<BlockedThread> found = new ArrayList<>();

  private ThreadDumpReader(FrameLines frames, long timeNanos) {
    this.frames = frames;
    this.timeNanos = timeNanos;
  }

  static List<BlockedThread> read(String dump, long timeNanos, FrameLines frames) {
    ThreadDumpReader reader = new ThreadDumpReader(frames, timeNanos);
    int deadlocks = dump.indexOf(DEADLOCK);
    String threads = deadlocks < 0 ? dump : dump.substring(0, deadlocks);
    if (deadlocks >= 0) {
      reader.deadlocks(dump.substring(deadlocks), idsByName(threads));
    }
    if (threads.contains("- waiting to lock") || threads.contains("- parking to wait for")) {
      reader.blocked(threads);
    }
    return reader.found;
  }

  private static Map<String, Long> idsByName(String threads) {
    Map<String, Long> ids = new HashMap<>();
    threads
        .lines()
        .filter(line -> line.startsWith("\""))
        .map(HEADER::matcher)
        .filter(Matcher::matches)
        .forEach(header -> ids.put(header.group(1), id(header)));
    return ids;
  }

  private static long id(Matcher header) {
    String digits = header.group(2);
    return digits == null || digits.length() > 18 ? 0 : Long.parseLong(digits);
  }

  /** One thread of a dump. */
  private static final class Printed {
    private final String name;
    private final long id;
    private final StringBuilder stack = new StringBuilder();
    private final Map<String, String> held = new LinkedHashMap<>();
    private @Nullable String wanted;
    private String wantedClass = "";

    private Printed(String name, long id) {
      this.name = name;
      this.id = id;
    }

    private void line(String line) {
      String text = line.strip();
      if (text.startsWith("at ")) {
        stack.append(stack.isEmpty() ? "" : "\n").append(text, 3, text.length());
        return;
      }
      Matcher lock = LOCK.matcher(line);
      if (!lock.matches()) {
        return;
      }
      String id = lock.group(2);
      String type = lock.group(3);
      switch (lock.group(1)) {
        case "locked" -> held.put(id, stack.substring(stack.lastIndexOf("\n") + 1));
        case "waiting to lock" -> want(id, type);
        default -> {
          if (JavaLocks.isLock(type) && !JavaLocks.isSemaphore(type)) {
            want(id, type);
          }
        }
      }
    }

    private void want(String id, String type) {
      wanted = id;
      wantedClass = type;
    }
  }

  private static List<Printed> threads(String text) {
    List<Printed> threads = new ArrayList<>();
    text.lines()
        .forEach(
            line -> {
              Matcher header = HEADER.matcher(line);
              if (line.startsWith("\"") && header.matches()) {
                threads.add(new Printed(header.group(1), id(header)));
              } else if (!threads.isEmpty()) {
                threads.get(threads.size() - 1).line(line);
              }
            });
    return threads;
  }

  private void blocked(String text) {
    List<Printed> threads = threads(text);
    Map<String, Printed> holders = new HashMap<>();
    for (Printed thread : threads) {
      // A thread in Object.wait has "locked" what it has given back; it wants it again, then.
      thread.held.keySet().stream()
          .filter(lock -> !lock.equals(thread.wanted))
          .forEach(lock -> holders.put(lock, thread));
    }
    threads.stream()
        .filter(thread -> thread.wanted != null)
        .limit(MOST)
        .forEach(thread -> add(0, thread, holders.get(thread.wanted), "", thread.id));
  }

  private void add(int deadlock, Printed thread, @Nullable Printed holder, String heldAt, long id) {
    found.add(
        new BlockedThread(
            timeNanos,
            deadlock,
            thread.name,
            id,
            thread.wantedClass,
            thread.wanted == null ? "" : thread.wanted,
            holder == null ? "" : holder.name,
            frames.frames(thread.stack.toString()),
            holder == null ? List.of() : frames.frames(holder.stack.toString()),
            frames.frames(heldAt)));
  }

  /** Each deadlock is told of twice: who waits for whom, then the stacks of the same threads. */
  private void deadlocks(String text, Map<String, Long> ids) {
    int number = 0;
    for (String part : text.split(Pattern.quote(DEADLOCK))) {
      int stacks = part.indexOf("Java stack information");
      if (stacks >= 0) {
        deadlock(++number, part.substring(0, stacks), part.substring(stacks), ids);
      }
    }
  }

  private void deadlock(int number, String waiting, String stacks, Map<String, Long> ids) {
    Map<String, Printed> byName = new LinkedHashMap<>();
    threads(stacks).forEach(thread -> byName.put(thread.name, thread));
    Map<String, String> owners = new HashMap<>();
    Printed current = null;
    for (String line : waiting.lines().toList()) {
      Matcher header = HEADER.matcher(line);
      Matcher wants = WANTS.matcher(line);
      Matcher heldBy = HELD_BY.matcher(line);
      if (line.startsWith("\"") && header.matches()) {
        current = byName.get(header.group(1));
      } else if (current != null && wants.matches()) {
        boolean monitor = wants.group(1) != null;
        current.want(wants.group(monitor ? 1 : 3), wants.group(monitor ? 2 : 4));
      } else if (current != null && heldBy.matches()) {
        owners.put(current.name, heldBy.group(1));
      }
    }
    for (Printed thread : byName.values()) {
      Printed owner = byName.get(owners.getOrDefault(thread.name, ""));
      String heldAt =
          byName.values().stream()
              .filter(other -> thread.name.equals(owners.get(other.name)))
              .map(other -> thread.held.getOrDefault(other.wanted, ""))
              .findFirst()
              .orElse("");
      if (thread.wanted != null && owner != null) {
        add(number, thread, owner, heldAt, ids.getOrDefault(thread.name, thread.id));
      }
    }
  }
}
