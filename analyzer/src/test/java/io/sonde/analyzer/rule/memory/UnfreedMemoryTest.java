package io.sonde.analyzer.rule.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.analyzer.finding.Finding;
import io.sonde.analyzer.finding.RuleResult;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.recording.ReadingProgress;
import io.sonde.analyzer.recording.SondeRecordingReader;
import io.sonde.analyzer.rule.Rules;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.Inflater;
import one.profiler.AsyncProfiler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real leak of zlib's memory in this JVM, as async-profiler's nativemem mode records it. */
class UnfreedMemoryTest {
  /** Longer than the growth of any series must be seen. */
  private static final int ROUNDS = 150;

  private static final int PAUSE_MILLIS = 100;

  /** Kept, so that no cleaner ends them. */
  private final List<Inflater> open = new ArrayList<>();

  @Test
  void inflatersThatAreNeverEnded_areALeakAtWhoMakesThem(@TempDir Path folder) throws Exception {
    RuleResult result = evaluate(record(folder.resolve("leak.jfr"), true));
    assertThat(result).as(result.reason()).isInstanceOf(RuleResult.Found.class);
    Finding finding = ((RuleResult.Found) result).findings().get(0);
    assertThat(finding.location().get(0).toString())
        .startsWith(UnfreedMemoryTest.class.getName() + ".inflate:");
    assertThat(finding.recommendation()).contains("Inflater.init");
  }

  @Test
  void inflatersThatAreEnded_areNone(@TempDir Path folder) throws Exception {
    RuleResult result = evaluate(record(folder.resolve("ended.jfr"), false));
    assertThat(result).as(result.reason()).isInstanceOf(RuleResult.Ok.class);
  }

  private Recording record(Path file, boolean leaking) throws IOException, InterruptedException {
    AsyncProfiler profiler = AsyncProfiler.getInstance();
    profiler.execute("start,nativemem=0,jfr,file=" + file);
    try {
      for (int round = 0; round < ROUNDS; round++) {
        inflate(20, leaking);
        Thread.sleep(PAUSE_MILLIS);
      }
    } finally {
      profiler.execute("stop");
      open.forEach(Inflater::end);
    }
    return new SondeRecordingReader().read(List.of(file), ReadingProgress.NONE);
  }

  private void inflate(int times, boolean leaking) {
    for (int i = 0; i < times; i++) {
      Inflater inflater = new Inflater();
      if (leaking) {
        open.add(inflater);
      } else {
        inflater.end();
      }
    }
  }

  private static RuleResult evaluate(Recording recording) {
    return Rules.evaluate(new NativeMemoryLeakRule(), recording);
  }
}
