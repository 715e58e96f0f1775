package io.sonde.analyzer.recording;

import io.sonde.analyzer.recording.InputFiles.InputFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads chunks in their order, as many ahead of their turn as processors and heap allow: those into
 * facts of their own, which are added when it is their turn. The facts come out the same either
 * way, to the numbers of stacks and threads.
 */
final class ChunkQueue {
  /** A chunk keeps two threads busy: one reads its events, one its stack traces. */
  private static final int THREADS_PER_CHUNK = 2;

  /** Facts of a chunk whose stacks are all different take about as many bytes as the chunk. */
  private static final long HEAP_PARTS = 4;

  private final ChunkReader reader;
  private final Facts facts;
  private final int ahead;
  private final ReadingProgress progress;
  private final long totalBytes;
  private long doneBytes;

  /**
   * @param ahead chunks that are read at the same time; 1 reads one after the other
   * @param totalBytes of all inputs, for progress
   */
  ChunkQueue(
      ChunkReader reader, Facts facts, int ahead, ReadingProgress progress, long totalBytes) {
    this.reader = reader;
    this.facts = facts;
    this.ahead = ahead;
    this.progress = progress;
    this.totalBytes = totalBytes;
  }

  /**
   * One chunk of one file.
   *
   * @param inFile as it stands there
   * @param aligned on the clock that is used for all
   * @param before chunks that end where this one begins, and may be its recorder's
   */
  record Item(InputFile file, ChunkSpan inFile, ChunkSpan aligned, List<Before> before) {}

  /** A chunk where it stands. */
  record Before(InputFile file, ChunkSpan chunk) {}

  /** Is told each chunk in its order, when its facts are added. */
  interface Listener {
    /**
     * @param opened false when nothing of the chunk could be read
     * @param failure of the file, or null
     */
    void read(Item item, boolean opened, @Nullable IOException failure);
  }

  /** How many of these chunks may be read at a time. */
  static int fitting(List<Item> items, int processors, long heapBytes) {
    long largest = items.stream().mapToLong(item -> item.inFile.length()).max().orElse(1);
    long fit = heapBytes / HEAP_PARTS / Math.max(1, largest);
    return (int) Math.max(1, Math.min(fit, processors / THREADS_PER_CHUNK));
  }

  void read(List<Item> items, Listener listener) {
    if (ahead == 1 || items.size() < 3) {
      items.forEach(item -> inTurn(item, listener));
    } else {
      readAhead(items, listener);
    }
    progress.advanced(totalBytes, totalBytes);
  }

  /** The first one's settings may hold for all others, so it is read before any other begins. */
  private void readAhead(List<Item> items, Listener listener) {
    ExecutorService readers = Executors.newFixedThreadPool(ahead, ChunkQueue::daemon);
    try {
      inTurn(items.get(0), listener);
      Iterator<Item> rest = items.subList(1, items.size()).iterator();
      Deque<Ahead> begun = new ArrayDeque<>();
      while (rest.hasNext() || !begun.isEmpty()) {
        while (rest.hasNext() && begun.size() < ahead) {
          begun.add(begin(rest.next(), readers));
        }
        finish(begun.remove(), listener);
      }
    } finally {
      readers.shutdownNow();
    }
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "sonde-chunk");
    thread.setDaemon(true);
    return thread;
  }

  /** A chunk that is being read before its turn. */
  private record Ahead(Item item, Facts own, Future<Boolean> opened) {}

  private Ahead begin(Item item, ExecutorService readers) {
    Facts own = facts.ahead(ahead);
    return new Ahead(item, own, readers.submit(() -> read(item, own)));
  }

  private void finish(Ahead ahead, Listener listener) {
    try {
      boolean opened = ahead.opened.get();
      if (ahead.own.inheritsOtherSettingsThan(facts)) {
        again(ahead.item, listener);
        return;
      }
      facts.add(ahead.own);
      listener.read(ahead.item, opened, null);
    } catch (ExecutionException e) {
      listener.read(ahead.item, false, ioException(e.getCause()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while reading", e);
    }
  }

  private static IOException ioException(Throwable cause) {
    if (cause instanceof IOException io) {
      return io;
    }
    if (cause instanceof Error error) {
      throw error;
    }
    throw cause instanceof RuntimeException known ? known : new IllegalStateException(cause);
  }

  private void inTurn(Item item, Listener listener) {
    inTurn(item, listener, into -> read(item, into));
  }

  /** Its bytes are done already. */
  private void again(Item item, Listener listener) {
    inTurn(item, listener, into -> read(item, into, done -> {}));
  }

  /** Reads into facts; true when anything could be read. */
  private interface Reading {
    boolean into(Facts facts) throws IOException;
  }

  private void inTurn(Item item, Listener listener, Reading reading) {
    facts.jvm().beginChunk();
    boolean opened;
    try {
      opened = reading.into(facts);
    } catch (IOException e) {
      listener.read(item, false, e);
      return;
    }
    listener.read(item, opened, null);
  }

  private boolean read(Item item, Facts into) throws IOException {
    long[] told = {0};
    try {
      return read(item, into, done -> advanced(done, told));
    } finally {
      advanced(item.inFile.length(), told);
    }
  }

  private boolean read(Item item, Facts into, LongConsumer done) throws IOException {
    try (FileChannel channel = FileChannel.open(item.file.path(), StandardOpenOption.READ)) {
      return reader.read(into, item, new Bytes(channel), done);
    }
  }

  /**
   * @param told what of the chunk was counted before
   */
  private synchronized void advanced(long done, long[] told) {
    doneBytes += done - told[0];
    told[0] = done;
    progress.advanced(Math.min(doneBytes, totalBytes), totalBytes);
  }
}
