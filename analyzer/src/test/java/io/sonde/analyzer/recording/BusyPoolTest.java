package io.sonde.analyzer.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.model.SampleKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who analyses many recordings side by side may do so in the pool that reading uses itself. */
class BusyPoolTest {
  @Test
  void recording_isRead_whileEachThreadOfTheCommonPoolWaits(@TempDir Path folder) throws Exception {
    Path file = TestRecordings.small(folder).get(0);
    Recording expected = read(file);
    CountDownLatch done = new CountDownLatch(1);
    CountDownLatch waiting = new CountDownLatch(ForkJoinPool.commonPool().getParallelism());
    List<ForkJoinTask<?>> all = new ArrayList<>();
    try {
      for (long i = waiting.getCount(); i > 0; i--) {
        all.add(
            ForkJoinPool.commonPool()
                .submit(
                    () -> {
                      waiting.countDown();
                      done.await();
                      return null;
                    }));
      }
      waiting.await();
      Recording read = assertTimeoutPreemptively(Duration.ofSeconds(60), () -> read(file));
      assertThat(read.stacks().size()).isEqualTo(expected.stacks().size()).isGreaterThan(1);
      assertThat(read.samples(SampleKind.CPU).size())
          .isEqualTo(expected.samples(SampleKind.CPU).size());
    } finally {
      done.countDown();
    }
    for (ForkJoinTask<?> each : all) {
      each.get();
    }
  }

  private static Recording read(Path file) throws UnreadableRecordingException {
    return new SondeRecordingReader().read(List.of(file), ReadingProgress.NONE);
  }
}
