package io.sonde.analyzer.aggregate;

import com.carrotsearch.hppc.LongLongHashMap;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.model.Request;
import io.sonde.analyzer.model.RequestTable;
import io.sonde.analyzer.model.RequestTask;
import io.sonde.analyzer.model.TaskTable;
import org.jspecify.annotations.Nullable;

/**
 * The time that threads worked for some requests: their entry threads and those of all tasks, of
 * requests within them, too. What a task does after its request has ended is no more for it.
 */
public final class RequestCover {
  private final ThreadIdentity threads;
  private final @Nullable TimeSet[] times;

  private RequestCover(ThreadIdentity threads, @Nullable TimeSet[] times) {
    this.threads = threads;
    this.times = times;
  }

  /**
   * @param requests indices into the recording's table
   */
  public static RequestCover of(Recording recording, int[] requests) {
    ThreadIdentity threads = ThreadIdentity.of(recording);
    TimeSet.Builder[] builders = new TimeSet.Builder[threads.count()];
    RequestTable table = recording.requests().table();
    LongLongHashMap ends = new LongLongHashMap(requests.length);
    NestedRequests nested = NestedRequests.of(table);
    for (int row : requests) {
      Request request = table.get(row);
      ends.put(request.id(), request.endNanos());
      nested.visitWithin(
          row,
          each -> ends.put(table.id(each), table.startNanos(each) + table.durationNanos(each)));
      long left = request.startNanos() + request.entryNanos();
      add(builders, threads.of(request.entryThread()), request.startNanos(), left);
    }
    TaskTable tasks = recording.requests().tasks();
    for (int i = 0; i < tasks.size(); i++) {
      if (ends.containsKey(tasks.requestId(i))) {
        RequestTask task = tasks.get(i);
        long end = Math.min(task.endNanos(), ends.get(task.requestId()));
        add(builders, threads.of(task.thread()), task.startNanos(), end);
      }
    }
    @Nullable TimeSet[] times = new TimeSet[builders.length];
    for (int i = 0; i < times.length; i++) {
      times[i] = builders[i] == null ? null : builders[i].build();
    }
    return new RequestCover(threads, times);
  }

  private static void add(TimeSet.Builder[] builders, int thread, long from, long to) {
    if (thread < 0) {
      return;
    }
    if (builders[thread] == null) {
      builders[thread] = new TimeSet.Builder();
    }
    builders[thread].add(from, to);
  }

  /**
   * True when a thread worked for one of the requests then.
   *
   * @param thread index into the recording's threads, or -1
   */
  public boolean contains(int thread, long timeNanos) {
    int same = threads.of(thread);
    TimeSet of = same < 0 ? null : times[same];
    return of != null && of.contains(timeNanos);
  }
}
