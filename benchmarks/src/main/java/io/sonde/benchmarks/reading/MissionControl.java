package io.sonde.benchmarks.reading;

import java.io.File;
import java.util.Map;
import java.util.concurrent.Future;
import org.openjdk.jmc.common.item.IItemCollection;
import org.openjdk.jmc.common.util.IPreferenceValueProvider;
import org.openjdk.jmc.flightrecorder.JfrLoaderToolkit;
import org.openjdk.jmc.flightrecorder.rules.IResult;
import org.openjdk.jmc.flightrecorder.rules.IRule;
import org.openjdk.jmc.flightrecorder.rules.RuleRegistry;
import org.openjdk.jmc.flightrecorder.rules.util.RulesToolkit;

/** JDK Mission Control's loader and all of its rules. Argument: the recording. */
public final class MissionControl {
  private MissionControl() {}

  public static void main(String[] arguments) throws Exception {
    IItemCollection events = JfrLoaderToolkit.loadEvents(new File(arguments[0]));
    Map<IRule, Future<IResult>> results =
        RulesToolkit.evaluateParallel(
            RuleRegistry.getRules(),
            events,
            IPreferenceValueProvider.DEFAULT_VALUES,
            Runtime.getRuntime().availableProcessors());
    int done = 0;
    for (Future<IResult> result : results.values()) {
      result.get();
      done++;
    }
    System.out.println(done + " rules");
    System.exit(0);
  }
}
