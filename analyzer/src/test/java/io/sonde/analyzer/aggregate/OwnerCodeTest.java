package io.sonde.analyzer.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.analyzer.aggregate.SlowComparison.Culprit;
import io.sonde.analyzer.aggregate.SlowComparison.HeldBy;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.model.SampleKind;
import io.sonde.analyzer.model.SampleTable;
import io.sonde.analyzer.model.Wait;
import io.sonde.analyzer.model.WaitKind;
import io.sonde.analyzer.model.WaitTable;
import io.sonde.analyzer.recording.HeldMonitor;
import io.sonde.analyzer.recording.JdkRecordingReader;
import io.sonde.analyzer.recording.ReadingProgress;
import io.sonde.analyzer.recording.SondeRecordingReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the owner of a monitor did while slow requests waited for it. */
class OwnerCodeTest {
  private final RequestSketch sketch = new RequestSketch();

  @Test
  void realRecording_namesTheMethodThatSleptWithinTheMonitor(@TempDir Path folder)
      throws IOException {
    Path file = HeldMonitor.record(folder.resolve("held.jfr"));
    for (Recording recording :
        List.of(
            new SondeRecordingReader().read(List.of(file), ReadingProgress.NONE),
            new JdkRecordingReader().read(List.of(file), ReadingProgress.NONE))) {
      Culprit culprit = culprit(recording);
      assertThat(culprit.owner()).isEqualTo(HeldMonitor.OWNER);
      HeldBy heldBy = Objects.requireNonNull(culprit.heldBy());
      assertThat(heldBy.method().className()).isEqualTo(HeldMonitor.class.getName());
      assertThat(heldBy.method().methodName()).isEqualTo("settle");
      assertThat(heldBy.method().line()).isPositive();
      assertThat(heldBy.doing()).isEqualTo(Part.SLEEP);
    }
  }

  @Test
  void longestOfWaitsAndSamples_isNamed() {
    slowOnesWaitForTheOwner();
    for (int i = 3; i < 40; i += 8) {
      long from = i * 10_000L;
      waiting(WaitKind.SLEEP, from + 100, from + 700, "com.shop.Job.pause > a.B.nap");
      waiting(WaitKind.SOCKET, from + 700, from + 1_000, "com.shop.Job.call");
      waiting(WaitKind.SOCKET, from + 6_000, from + 9_900, "com.shop.Job.later");
      sketch.sample(
          SampleKind.CPU, "owner", from + 2_000, 2_000, SampleTable.RUNNABLE, "com.shop.Job.run");
    }
    assertThat(heldBy()).isEqualTo(new HeldBy(new Place("com.shop.Job", "run", 7), Part.CPU));
  }

  /** JFR loses stack traces when it begins a new chunk while a thread waits. */
  @Test
  void waitWithoutAStackTrace_isWhereOthersWaitForTheLock() {
    slowOnesWaitFrom("[unknown]");
    sketch.waiting(
        WaitKind.MONITOR, "a", 1, 300, "com.shop.Other", "b", "com.shop.Other.elsewhere");
    sketch.waiting(
        WaitKind.MONITOR, "a", 500, 700, "com.shop.Stock", "b", "com.shop.Stock.reserve");
    Culprit culprit = culprit(sketch.build());
    assertThat(culprit.method()).isEqualTo(new Place("com.shop.Stock", "reserve", 7));
    assertThat(culprit.share()).isEqualTo(1);
  }

  @Test
  void waitsWithoutAnyStackTrace_haveNoPlace() {
    slowOnesWaitFrom("[unknown]");
    assertThat(culprit(sketch.build()).method()).isNull();
  }

  private void slowOnesWaitFrom(String stack) {
    for (int i = 0; i < 40; i++) {
      long from = i * 10_000L;
      boolean slow = i % 8 == 3;
      sketch.request("GET /", "http", from, from + (slow ? 5_000 : 100), 50);
      if (slow) {
        sketch.waiting(
            WaitKind.MONITOR, "http", from, from + 4_500, "com.shop.Stock", "owner", stack);
      }
    }
  }

  /** Before it had the monitor, the owner stood in line as the others. */
  @Test
  void ownersOwnWaitForTheMonitor_doesNotCount() {
    slowOnesWaitForTheOwner();
    for (int i = 3; i < 40; i += 8) {
      long from = i * 10_000L;
      sketch.waiting(
          WaitKind.MONITOR, "owner", from, from + 1_000, "com.shop.Stock", "x", "com.shop.Job.in");
      waiting(WaitKind.PARK, from + 1_000, from + 1_100, "com.shop.Job.settle");
    }
    assertThat(heldBy()).isEqualTo(new HeldBy(new Place("com.shop.Job", "settle", 7), Part.PARK));
  }

  /** JFR names the one before in the queue, who had the monitor for a moment. */
  @Test
  void inAQueue_whoKeptAllWaiting_isNamed() {
    for (int i = 0; i < 40; i++) {
      long from = i * 10_000L;
      boolean slow = i % 8 == 3;
      sketch.request("GET /", "http", from, from + (slow ? 5_000 : 100), 50);
      if (slow) {
        String queue = "com.shop.Stock.reserve";
        sketch.waiting(WaitKind.MONITOR, "http", from, from + 4_500, "com.shop.Stock", "b", queue);
        sketch.waiting(WaitKind.MONITOR, "b", from, from + 4_490, "com.shop.Stock", "a", queue);
        sketch.waiting(
            WaitKind.MONITOR, "a", from + 10, from + 4_480, "com.shop.Stock", "owner", queue);
        waiting(WaitKind.SLEEP, from - 100, from + 4_470, "com.shop.Job.settle");
        sketch.waiting(WaitKind.PARK, "b", from + 4_490, from + 4_499, "", "", "com.shop.Job.out");
      }
    }
    assertThat(culprit(sketch.build()).owner()).isEqualTo("owner");
    assertThat(heldBy()).isEqualTo(new HeldBy(new Place("com.shop.Job", "settle", 7), Part.SLEEP));
  }

  /** Who came by when the queue went on was last, and did something else all the time before. */
  @Test
  void whoCameByWithoutWaiting_isNotTakenForTheOwner() {
    for (int i = 0; i < 40; i++) {
      long from = i * 10_000L;
      boolean slow = i % 8 == 3;
      sketch.request("GET /", "http", from, from + (slow ? 5_000 : 100), 50);
      if (slow) {
        String queue = "com.shop.Stock.reserve";
        sketch.waiting(WaitKind.MONITOR, "a", from, from + 4_470, "com.shop.Stock", "owner", queue);
        sketch.waiting(
            WaitKind.MONITOR, "http", from, from + 4_500, "com.shop.Stock", "passer-by", queue);
        waiting(WaitKind.SLEEP, from - 100, from + 4_470, "com.shop.Job.settle");
        sketch.waiting(
            WaitKind.SOCKET, "passer-by", from, from + 4_400, "", "", "com.shop.Other.call");
      }
    }
    assertThat(culprit(sketch.build()).owner()).isEqualTo("owner");
    assertThat(heldBy()).isEqualTo(new HeldBy(new Place("com.shop.Job", "settle", 7), Part.SLEEP));
  }

  /** Monitors of one class are many: what happens at one says nothing about another. */
  @Test
  void monitorsOfOneClass_areToldApart() {
    String lock = "com.shop.Account";
    String queue = "com.shop.Account.book";
    sketch.waiting(WaitKind.MONITOR, "b", 100, 500, lock, "other", queue, 2);
    sketch.waiting(WaitKind.MONITOR, "a", 100, 900, lock, "owner", queue, 1);
    Recording recording = sketch.build();
    WaitTable waits = recording.waits();
    Wait ofFirst = waits.get(waits.get(0).monitor() == 1 ? 0 : 1);
    List<String> owners = new ArrayList<>();
    new MonitorOwners(recording)
        .visit(
            ofFirst,
            (owner, from, to) ->
                owners.add(recording.threads().get(owner).name() + " " + (to - from)));
    assertThat(owners).containsExactly("owner 800");
  }

  @Test
  void ownerThatLeftNoTrace_isNamedAlone() {
    slowOnesWaitForTheOwner();
    assertThat(culprit(sketch.build()).owner()).isEqualTo("owner");
    assertThat(culprit(sketch.build()).heldBy()).isNull();
  }

  private void slowOnesWaitForTheOwner() {
    slowOnesWaitFrom("com.shop.Stock.reserve");
  }

  private void waiting(WaitKind kind, long from, long to, String stack) {
    sketch.waiting(kind, "owner", from, to, "", "", stack);
  }

  private @Nullable HeldBy heldBy() {
    return culprit(sketch.build()).heldBy();
  }

  private static Culprit culprit(Recording recording) {
    RouteSummary route = RequestSummary.of(recording).routes().get(0);
    return Objects.requireNonNull(Objects.requireNonNull(route.comparison()).culprit());
  }
}
