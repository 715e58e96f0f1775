package io.sonde.agent.recorder;

import io.sonde.agent.sampler.SamplerChoice;
import io.sonde.agent.sampler.SamplerStart;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/**
 * What a recording needs before JFR is touched: its files, and the sampler on its way, for JFR's
 * first use takes as long as the sampler's start.
 *
 * @param sampler null when async-profiler is not to be used
 */
record PreparedRecording(
    Path output,
    PartsDirectory parts,
    ProcessPointer pointer,
    SamplerChoice choice,
    @Nullable SamplerStart sampler) {

  static PreparedRecording of(RecorderSettings settings) throws IOException {
    Path wanted =
        OutputPath.expand(
            settings.recording().file(), ProcessHandle.current().pid(), LocalDateTime::now);
    Path output = OutputPath.unused(wanted);
    PartsDirectory parts = PartsDirectory.create(output);
    ProcessPointer pointer = ProcessPointer.write(parts.path());
    SamplerChoice choice =
        SamplerChoice.of(settings.sampling(), Environment.properties(), System.getenv());
    SamplerStart sampler =
        choice.usesAsyncProfiler()
            ? SamplerStart.begin(
                settings.sampling(),
                parts.path(),
                PartsDirectory.SAMPLER_PREFIX,
                settings.recording().maxAgeNanos())
            : null;
    return new PreparedRecording(output, parts, pointer, choice, sampler);
  }

  /** Takes back what was made, for a recording that will not be. */
  void discard() throws IOException {
    if (sampler != null) {
      sampler.cancel();
    }
    pointer.delete();
    parts.delete();
  }
}
