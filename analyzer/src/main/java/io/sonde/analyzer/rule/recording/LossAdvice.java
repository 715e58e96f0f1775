package io.sonde.analyzer.rule.recording;

import io.sonde.analyzer.model.Quality;

/**
 * What one kind of loss is called and what to do about it.
 *
 * @param alwaysEndangers true when conclusions are in danger however little was lost
 */
record LossAdvice(String title, String remedy, boolean alwaysEndangers) {
  static LossAdvice of(Quality.Kind kind) {
    return switch (kind) {
      case UNREADABLE_FILE ->
          loss("A file of the folder was left out", "Remove the file, or copy it again.");
      case TRUNCATED_FILE ->
          loss("The file is cut off", "Copy the file again, or record again and stop cleanly.");
      case UNFINISHED_CHUNK ->
          loss(
              "The recording was not finished",
              "Nothing if the process was killed; else dump or stop before copying the file.");
      case DAMAGED_CHUNK ->
          loss("Part of the file is damaged", "Copy the file again, or record again.");
      case LOST_EVENTS ->
          loss(
              "The recorder lost events",
              "Raise JFR's memory with -XX:FlightRecorderOptions=memorysize=64m, or record fewer"
                  + " event types.");
      case UNKNOWN_FORMAT ->
          loss(
              "Part of the recording is in a format that Sonde does not know",
              "Record with JDK 11 or newer, or with async-profiler.");
      case OVERLAPPING_SOURCES ->
          loss(
              "Two sources recorded the same quantity",
              "Nothing: one source was used and the other set aside.");
      case COARSENED ->
          loss(
              "Samples were merged in time to fit into memory",
              "Nothing for shares and totals, which are exact; for finer times give the analyzer a"
                  + " larger heap with -Xmx.");
      case REPEATED_CHUNK ->
          loss(
              "Chunks were given more than once",
              "Nothing: each was counted once. One dump of a recording holds all that an earlier one"
                  + " did.");
      case SEVERAL_JVMS ->
          danger(
              "Recordings of several JVMs were given, and one was analysed",
              "Give one JVM's recordings, or choose the JVM with --jvm.");
      case CLOCK_RESIDUAL ->
          loss("Clocks disagree", "Compare times across sources only to the error given.");
      case CLOCK_STEP ->
          loss(
              "The clock was set during the recording",
              "Nothing for durations; compare times before the step with other sources with care.");
      case SAMPLER_FALLBACK ->
          loss(
              "The JVM's own sampler was used",
              "Make the native library loadable (exec on the temporary directory) to see native and"
                  + " virtual machine code too.");
      case SETTINGS_CHANGED ->
          loss(
              "Settings changed during the recording",
              "Compare counts only within one span of equal settings.");
      case AGENT_ERRORS ->
          danger(
              "The agent met errors of its own",
              "Report the agent's lines on standard error as a defect of Sonde.");
      case NOT_TRANSFORMED ->
          loss(
              "Some classes could not be instrumented", "Exclude them, or read why in the status.");
      case TURNED_DOWN ->
          loss(
              "The agent turned probes down to keep its overhead budget",
              "Time fewer or less often called methods with include and exclude, or allow more with"
                  + " the key overhead.");
      case SECRETS ->
          loss(
              "Secrets stand in the recording",
              "Hand the file only to those who may know them, or scrub it: jfr scrub --exclude-events"
                  + " InitialSystemProperty,InitialEnvironmentVariable,JVMInformation. Better give"
                  + " secrets to the service in files. Sonde's reports hold keys, never values.");
      case RECORDING_ENDED_EARLY ->
          loss(
              "The recording ended before the process did",
              "Nothing, unless the end matters: then stop sending requests, and dump, before the"
                  + " signal.");
    };
  }

  private static LossAdvice loss(String title, String remedy) {
    return new LossAdvice(title, remedy, false);
  }

  private static LossAdvice danger(String title, String remedy) {
    return new LossAdvice(title, remedy, true);
  }
}
