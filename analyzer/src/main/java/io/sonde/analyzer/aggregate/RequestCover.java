package io.sonde.analyzer.aggregate;

import com.carrotsearch.hppc.LongHashSet;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.model.Request;
import io.sonde.analyzer.model.RequestTask;
import io.sonde.analyzer.model.TaskTable;
import org.jspecify.annotations.Nullable;

/**
 * The time that threads worked for some requests: their entry threads and those of all tasks, of
 * requests within them, too.
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
    LongHashSet ids = new LongHashSet(requests.length);
    NestedRequests nested = NestedRequests.of(recording.requests().table());
    for (int row : requests) {
      Request request = recording.requests().table().get(row);
      ids.add(request.id());
      nested.visitWithin(row, each -> ids.add(recording.requests().table().id(each)));
      long left = request.startNanos() + request.entryNanos();
      add(builders, threads.of(request.entryThread()), request.startNanos(), left);
    }
    TaskTable tasks = recording.requests().tasks();
    for (int i = 0; i < tasks.size(); i++) {
      if (ids.contains(tasks.requestId(i))) {
        RequestTask task = tasks.get(i);
        add(builders, threads.of(task.thread()), task.startNanos(), task.endNanos());
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
