package io.sonde.analyzer.cli;

import io.sonde.analyzer.demo.Checkout;
import io.sonde.analyzer.demo.Demo;
import io.sonde.analyzer.demo.DemoException;
import io.sonde.analyzer.demo.DemoFault;
import io.sonde.analyzer.demo.DemoFaults;
import io.sonde.analyzer.demo.DemoOptions;
import io.sonde.analyzer.demo.Progress;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sonde demo}: a real service with a known fault, from load to report. */
@Command(
    name = "demo",
    description = "Start a shop with a fault under the agent and load, analyse, open the report.",
    footer = {"", "sonde demo --fault=list names what can be wrong with the shop."})
final class DemoCommand implements Callable<Integer> {
  private static final Pattern DURATION = Pattern.compile("(\\d{1,4})(s|m)?");
  private static final int SECONDS_PER_MINUTE = 60;

  @Option(
      names = "--fault",
      paramLabel = "NAME",
      defaultValue = "hot-method",
      description =
          "What is wrong with the shop: one fault, several with commas, or all. Default: hot-method.")
  private String fault = "";

  @Option(names = "--fixed", description = "The same feature of the shop, built well.")
  private boolean fixed;

  @Option(
      names = "--threads",
      paramLabel = "KIND",
      defaultValue = "platform",
      description = "Threads that serve requests: platform, or virtual on JDK 21 and newer.")
  private String threads = "";

  @Option(
      names = "--duration",
      paramLabel = "TIME",
      description = "How long visitors arrive, such as 30s or 2m. Default: what the fault needs.")
  private @Nullable String duration;

  @Option(
      names = "--ramp",
      paramLabel = "TIME",
      description =
          "Before that, how long visitors take to become as many. Default: what it needs.")
  private @Nullable String ramp;

  @Option(
      names = "--rate",
      paramLabel = "N",
      description =
          "Visitors per second; each sends about six requests. Default: what fault and machine need.")
  private @Nullable Double rate;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "DIR",
      description = "Where recording, report and logs go. Default: target/demo in the checkout.")
  private @Nullable Path output;

  @Option(names = "--json", paramLabel = "F", description = "Also write the findings as JSON.")
  private @Nullable Path json;

  @Option(names = "--no-open", description = "Do not open the report in the browser.")
  private boolean staysClosed;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    if (fault.equals("list")) {
      out.print(DemoFault.list());
      return ExitCode.DONE;
    }
    DemoOptions options = record(out);
    return analyze(options, out);
  }

  private DemoOptions record(PrintWriter out) {
    DemoOptions options;
    Checkout checkout;
    try {
      DemoFaults chosen = DemoFaults.named(fault);
      checkout = Checkout.find();
      options =
          new DemoOptions(
              chosen,
              fixed,
              threads(),
              ramp == null ? chosen.rampSeconds() : seconds("--ramp", ramp),
              duration == null ? chosen.seconds() : seconds("--duration", duration),
              rate(),
              output == null ? checkout.output(chosen) : output.toAbsolutePath());
    } catch (DemoException e) {
      throw new UsageException(String.valueOf(e.getMessage()), e);
    }
    try {
      new Demo(checkout, options, new Progress(out, Terminal.isInteractive())).record();
    } catch (DemoException e) {
      throw new InputException(String.valueOf(e.getMessage()), e);
    }
    return options;
  }

  private int analyze(DemoOptions options, PrintWriter out) {
    out.println("Analysing …");
    out.println();
    List<String> command =
        new ArrayList<>(
            List.of("analyze", options.recording().toString(), "-o", options.report().toString()));
    if (spec.root().userObject() instanceof SondeCommand sonde && sonde.verbose()) {
      command.add("--verbose");
    }
    if (json != null) {
      command.addAll(List.of("--json", json.toString()));
    }
    int exitCode = Main.run(out, spec.commandLine().getErr(), command.toArray(String[]::new));
    if (exitCode == ExitCode.DONE) {
      out.println();
      out.println("Recording: " + options.recording());
      out.println("Report:    " + options.report());
      out.flush();
      if (!staysClosed) {
        Browser.open(options.report());
      }
    }
    return exitCode;
  }

  private String threads() {
    if (!threads.equals("platform") && !threads.equals("virtual")) {
      throw new UsageException("--threads is platform or virtual, not \"" + threads + "\".");
    }
    return threads;
  }

  private @Nullable Double rate() {
    if (rate != null && !(rate > 0)) {
      throw new UsageException("--rate must be above 0, not " + rate + ".");
    }
    return rate;
  }

  private static int seconds(String option, String time) {
    Matcher matcher = DURATION.matcher(time);
    if (!matcher.matches() || Integer.parseInt(matcher.group(1)) == 0) {
      throw new UsageException(option + " is a time such as 30s or 2m, not \"" + time + "\".");
    }
    int unit = "m".equals(matcher.group(2)) ? SECONDS_PER_MINUTE : 1;
    return Integer.parseInt(matcher.group(1)) * unit;
  }
}
