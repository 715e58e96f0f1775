package io.sonde.bootstrap;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A statement's text without what it was called with. The same text is normalised once, as long as
 * there are not too many: those that an application puts together itself differ each time.
 */
public final class SqlText {
  /** Raw texts that are remembered; our choice, megabytes at most. */
  static final int MOST_REMEMBERED = 2_000;

  /** Longer ones, such as inserts of many rows, differ each time anyway; in characters. */
  static final int LONGEST_REMEMBERED = 4_000;

  private static final long SECOND_NANOS = 1_000_000_000L;
  private static final int CALLERS_AT_ONCE = 3;

  private static final ConcurrentHashMap<String, SqlText> BY_RAW_TEXT = new ConcurrentHashMap<>();

  /** Texts after normalising: far fewer, and each has its own turn for a stack trace. */
  private static final ConcurrentHashMap<String, SqlText> BY_TEXT = new ConcurrentHashMap<>();

  private static volatile boolean stringsInDoubleQuotes;

  private static final long MINUTE_NANOS = 60 * SECOND_NANOS;
  private static final String[] NO_SETTERS = {};

  private final String text;

  /** Null where there is none, or too many texts to remember. */
  private final SqlTemplate template;

  /** Of its parameters; null until a statement has shown them. */
  private volatile String[] setters;

  private final AtomicLong lastTemplate = new AtomicLong();
  private final AtomicInteger callers = new AtomicInteger();
  private final AtomicLong lastCaller = new AtomicLong();

  SqlText(String text, SqlTemplate template) {
    this.text = text;
    this.template = template;
  }

  /** A command that holds no value, to a store that speaks no SQL. */
  static SqlText ofCommand(String command) {
    return shared(command, null);
  }

  /**
   * @param raw as the application wrote it; null where that is not known
   */
  static SqlText of(String raw) {
    if (raw == null) {
      return of("(unknown)");
    }
    SqlText known = BY_RAW_TEXT.get(raw);
    if (known != null) {
      return known;
    }
    SqlText normalised = shared(SqlNormaliser.normalise(raw), raw);
    if (raw.length() <= LONGEST_REMEMBERED && BY_RAW_TEXT.size() < MOST_REMEMBERED) {
      BY_RAW_TEXT.put(raw, normalised);
    }
    return normalised;
  }

  String text() {
    return text;
  }

  /** Parameters of which no setter is known yet; 0 where that is not asked for. */
  int unknownParameters() {
    return template == null || setters != null ? 0 : template.parameters();
  }

  /** By parameter, from 0; null where no setter was seen. */
  void learn(String[] seen) {
    setters = seen;
    lastTemplate.set(0);
  }

  /** Writes what the text's template is, when it is time for it. */
  void writeTemplate(long now) {
    long last = lastTemplate.get();
    if (template == null
        || last != 0 && now - last < MINUTE_NANOS
        || !lastTemplate.compareAndSet(last, now)) {
      return;
    }
    SqlTemplateEvent event = new SqlTemplateEvent();
    event.text = text;
    event.template = template.text();
    String[] known = setters;
    event.types = template.types(known == null ? NO_SETTERS : known);
    event.commit();
  }

  /** Raw texts that are remembered now. */
  static int remembered() {
    return BY_RAW_TEXT.size();
  }

  /** Whether it is time for a stack trace of this text's caller. */
  boolean wantsCaller(long now) {
    if (callers.get() < CALLERS_AT_ONCE) {
      callers.incrementAndGet();
      lastCaller.set(now);
      return true;
    }
    long last = lastCaller.get();
    return now - last >= SECOND_NANOS && lastCaller.compareAndSet(last, now);
  }

  /** Double quotes hold strings from now on, as in MySQL's default mode, instead of names. */
  public static void readDoubleQuotesAsStrings() {
    stringsInDoubleQuotes = true;
  }

  static boolean stringsInDoubleQuotes() {
    return stringsInDoubleQuotes;
  }

  /** Forgets all texts. */
  public static void clear() {
    BY_RAW_TEXT.clear();
    BY_TEXT.clear();
    StatementTexts.clear();
  }

  private static SqlText shared(String text, String raw) {
    SqlText known = BY_TEXT.get(text);
    if (known != null || BY_TEXT.size() >= MOST_REMEMBERED) {
      return known != null ? known : new SqlText(text, null);
    }
    SqlText added = new SqlText(text, raw == null ? null : SqlTemplate.of(raw));
    SqlText before = BY_TEXT.putIfAbsent(text, added);
    return before == null ? added : before;
  }
}
