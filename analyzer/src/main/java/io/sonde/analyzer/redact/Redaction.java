package io.sonde.analyzer.redact;

import io.sonde.analyzer.model.Chunk;
import io.sonde.analyzer.model.Incident;
import io.sonde.analyzer.model.IncidentKind;
import io.sonde.analyzer.model.JvmDescription;
import io.sonde.analyzer.model.JvmFlag;
import io.sonde.analyzer.model.Pools;
import io.sonde.analyzer.model.Quality;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.model.Session;
import io.sonde.analyzer.model.ThreadRef;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Hides host names, file paths and the names in SQL of a recording, for a report that leaves the
 * company. Equal names get equal stand-ins, so that findings stay what they are. Names of classes,
 * methods, routes and threads stay: without them nothing could be found.
 */
public final class Redaction {
  private static final List<IncidentKind> OF_FILES =
      List.of(IncidentKind.FILE_READ, IncidentKind.FILE_WRITE, IncidentKind.FILE_FORCE);

  /** Ending of a file's name that tells its kind: a log is judged as one. */
  private static final Pattern ENDING = Pattern.compile("\\.[A-Za-z]{1,5}$");

  private static final Pattern ABSOLUTE = Pattern.compile("/.*|[A-Za-z]:[\\\\/].*");

  /** Two folders or more from the root, or a drive's. */
  private static final Pattern PATH =
      Pattern.compile("(?<![\\w./])(?:/[^\\s/:;,\"'=]+){2,}/?|\\b[A-Za-z]:\\\\[^\\s;,\"']+");

  /** What holds a slash, of an argument: relative paths too. */
  private static final Pattern SLASHED = Pattern.compile("[^\\s=:,]*[/\\\\][^\\s,]*");

  /** Of a URL all behind its scheme: the path of a database's names that database. */
  private static final Pattern ADDRESSED = Pattern.compile("(?<=://)[^\\s,;\"']+");

  private static final Pattern ADDRESS = Pattern.compile("\\b\\d{1,3}(?:\\.\\d{1,3}){3}\\b");

  /** Values of keys that are about other machines. */
  private static final Pattern ABOUT_HOSTS =
      Pattern.compile(
          "(?i)(?<=(?:host|hosts|hostname|server|servers|address|url|uri|endpoint)=)[^\\s,;\"']+");

  private final StandIns hosts = new StandIns("host");
  private final StandIns paths = new StandIns("path");
  private final SqlNames names = new SqlNames();

  /** By what files are called; a longer name may hold a shorter one, and is first. */
  private final Map<String, String> files =
      new TreeMap<>(
          Comparator.comparingInt(String::length)
              .reversed()
              .thenComparing(Comparator.naturalOrder()));

  /**
   * @param inputs files as the user named them
   */
  public Redaction(List<Path> inputs) {
    for (Path input : inputs) {
      String number = inputs.size() == 1 ? "" : String.valueOf(files.size() + 1);
      files.putIfAbsent(input.toString(), "recording" + number + ".jfr");
    }
    inputs.forEach(input -> addName(input.toString(), file(input.toString())));
  }

  /** The last part of a path may stand alone in a sentence. */
  private void addName(String path, String standIn) {
    String name = path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
    if (!name.isEmpty()) {
      files.putIfAbsent(name, standIn);
    }
  }

  /** Stand-ins of the inputs, in their order. */
  public List<String> files(List<Path> inputs) {
    return inputs.stream().map(input -> file(input.toString())).toList();
  }

  public Recording recording(Recording recording) {
    addFiles(recording);
    return new Recording(
        jvm(recording.jvm()),
        session(recording.session()),
        recording.chunks().stream().map(this::chunk).toList(),
        recording.coverage(),
        quality(recording.quality()),
        recording.stacks(),
        recording.threads().stream().map(this::thread).toList(),
        classNames(recording),
        recording.samples(),
        recording.collections(),
        recording.pauses(),
        recording.systemGcCalls(),
        recording.heap(),
        recording.oldObjects(),
        recording.cpuLoads(),
        recording.threadAllocations(),
        recording.methodTimings(),
        recording.slowCalls(),
        recording.agentStates(),
        recording.requests(),
        recording.waits(),
        recording.sql().renamed(names::masked),
        recording.httpCalls().renamed(this::call),
        recording.safepoints(),
        pools(recording.pools()),
        recording.gauges(),
        recording.incidents(),
        recording.blockedThreads());
  }

  /** Files of a folder that was named are named by the recording alone. */
  private void addFiles(Recording recording) {
    Stream.concat(
            recording.chunks().stream().map(Chunk::file),
            recording.quality().problems().stream().map(Quality.Problem::file))
        .filter(name -> !name.isEmpty())
        .forEach(
            name -> {
              files.putIfAbsent(name, path(name));
              addName(name, file(name));
            });
  }

  private JvmDescription jvm(JvmDescription jvm) {
    return new JvmDescription(
        jvm.name(),
        jvm.version(),
        arguments(jvm.arguments()),
        arguments(jvm.mainClass()),
        jvm.pid(),
        jvm.startNanos(),
        jvm.cores(),
        jvm.physicalMemoryBytes(),
        jvm.youngCollector(),
        jvm.oldCollector(),
        jvm.maxHeapBytes(),
        jvm.containerMemoryLimitBytes(),
        jvm.containerCpuLimit(),
        jvm.flags().stream()
            .map(flag -> new JvmFlag(flag.name(), arguments(flag.value()), flag.origin()))
            .toList());
  }

  private @Nullable Session session(@Nullable Session session) {
    if (session == null) {
      return null;
    }
    Map<String, String> settings = new LinkedHashMap<>();
    session.settings().forEach((key, value) -> settings.put(key, words(value)));
    return new Session(
        session.agentVersion(),
        session.schema(),
        settings,
        session.settingsHash(),
        session.sampler(),
        words(session.samplerReason()));
  }

  private Chunk chunk(Chunk chunk) {
    return new Chunk(
        file(chunk.file()),
        chunk.offset(),
        chunk.sizeBytes(),
        chunk.startNanos(),
        chunk.durationNanos(),
        chunk.producer(),
        chunk.finished());
  }

  private Quality quality(Quality quality) {
    return new Quality(
        quality.problems().stream()
            .map(
                each ->
                    new Quality.Problem(
                        each.kind(),
                        file(each.file()),
                        words(each.what()),
                        each.lostBytes(),
                        each.lostNanos(),
                        each.lostShare()))
            .toList(),
        quality.stackSamples(),
        quality.truncatedStackSamples());
  }

  private ThreadRef thread(ThreadRef thread) {
    return new ThreadRef(words(thread.name()), thread.javaId(), thread.osId(), thread.virtual());
  }

  private Pools pools(Pools pools) {
    return new Pools(
        pools.names().stream().map(this::words).toList(), pools.states(), pools.holds());
  }

  /**
   * Paths of files stand among the names of classes, and names of pools, which threads wait for.
   */
  private List<String> classNames(Recording recording) {
    List<String> masked = new ArrayList<>(recording.classNames());
    masked.replaceAll(name -> recording.pools().names().contains(name) ? words(name) : name);
    for (IncidentKind kind : OF_FILES) {
      for (Incident incident : recording.incidents().of(kind)) {
        if (incident.subject() >= 0) {
          masked.set(incident.subject(), path(recording.classNames().get(incident.subject())));
        }
      }
    }
    masked.replaceAll(name -> ABSOLUTE.matcher(name).matches() ? path(name) : name);
    return List.copyOf(masked);
  }

  private String path(String path) {
    Matcher ending = ENDING.matcher(path);
    return paths.of(path, ending.find() ? ending.group() : "");
  }

  /** {@code POST payment:8081/payments/{id}}: the host alone. */
  private String call(String text) {
    int begin = text.indexOf(' ') + 1;
    int slash = text.indexOf('/', begin);
    int end = slash < 0 ? text.length() : slash;
    int port = text.lastIndexOf(':', end);
    int hostEnd = port > begin ? port : end;
    return text.substring(0, begin)
        + hosts.of(text.substring(begin, hostEnd))
        + text.substring(hostEnd);
  }

  private String file(String name) {
    if (name.isEmpty()) {
      return name;
    }
    String known = files.get(name);
    return known == null ? path(name) : known;
  }

  private String arguments(String text) {
    return replaced(SLASHED, words(text), this::path);
  }

  private String words(String text) {
    String masked = text;
    for (Map.Entry<String, String> file : files.entrySet()) {
      masked = masked.replace(file.getKey(), file.getValue());
    }
    masked = replaced(ADDRESSED, masked, hosts::of);
    masked = replaced(ABOUT_HOSTS, masked, hosts::of);
    masked = replaced(ADDRESS, masked, hosts::of);
    return replaced(PATH, masked, this::path);
  }

  private static String replaced(Pattern pattern, String text, UnaryOperator<String> by) {
    return pattern
        .matcher(text)
        .replaceAll((MatchResult found) -> Matcher.quoteReplacement(by.apply(found.group())));
  }
}
