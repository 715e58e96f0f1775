package io.sonde.analyzer.aggregate;

import static io.sonde.analyzer.rule.RecordingSketch.lasting;
import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.analyzer.aggregate.OldObjectGrowth.Survivors;
import io.sonde.analyzer.rule.RecordingSketch;
import java.util.List;
import org.junit.jupiter.api.Test;

class OldObjectGrowthTest {
  private static final long SECOND = 1_000_000_000L;
  private static final String TOUCH =
      "com.shop.Main.main > com.shop.Sessions.touch > java.util.HashMap.put";
  private static final String MAIN = "com.shop.Main.main";

  private final RecordingSketch sketch = lasting(60);

  @Test
  void sites_tellHowManyThereWereAtFirst_andAtTheEnd_whatGrewMostFirst() {
    written(10, 1, "com.shop.Config", MAIN);
    written(10, 2, "com.shop.Session", TOUCH);
    written(60, 1, "com.shop.Config", MAIN);
    written(60, 5, "com.shop.Session", TOUCH);
    List<Survivors> sites = sites(60);
    assertThat(sites).hasSize(2);
    Survivors sessions = sites.get(0);
    assertThat(sessions.site()).isEqualTo(new Method("com.shop.Sessions", "touch"));
    assertThat(sessions.className()).isEqualTo("com.shop.Session");
    assertThat(sessions.before()).isEqualTo(2);
    assertThat(sessions.now()).isEqualTo(5);
    assertThat(sessions.path()).startsWith("com.shop.Session").endsWith("com.shop.Sessions.map");
    assertThat(sessions.root()).isEqualTo("Class: Sessions");
    assertThat(sites.get(1).before()).isEqualTo(1);
    assertThat(sites.get(1).now()).isEqualTo(1);
  }

  @Test
  void oneWriting_tellsNoBeginning() {
    written(60, 3, "com.shop.Session", TOUCH);
    assertThat(sites(60)).singleElement().extracting(Survivors::before).isEqualTo(-1);
  }

  @Test
  void objectsThatNoCollectionLookedAt_andTheAgents_areLeftOut() {
    written(60, 9, "com.shop.Session", TOUCH);
    written(60, 1, "com.shop.Session", "com.shop.Main.main > io.sonde.bootstrap.Requests.begin");
    assertThat(sites(4)).singleElement().extracting(Survivors::now).isEqualTo(4);
    assertThat(sites(0.5)).isEmpty();
    assertThat(new OldObjectGrowth(lasting(60).build()).bySite(Long.MAX_VALUE)).isEmpty();
  }

  /** Objects, one allocated in each second from the first on, that were all written together. */
  private void written(double at, int objects, String className, String stack) {
    for (int i = 1; i <= objects; i++) {
      sketch.oldObjectWrittenAt(at, i, className, stack);
    }
  }

  private List<Survivors> sites(double untilSeconds) {
    long until = RecordingSketch.START + (long) (untilSeconds * SECOND);
    return new OldObjectGrowth(sketch.build()).bySite(until);
  }
}
