package io.sonde.bootstrap;

import io.sonde.events.EventNames;
import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Period;
import jdk.jfr.StackTrace;
import jdk.jfr.Timestamp;

/** How this recording is being made. Once in each chunk, so that a ring keeps it. */
@Name(EventNames.SESSION)
@Label("Session")
@Category("Sonde")
@Description("How this recording was made and on what machine; secrets are masked")
@Period("beginChunk")
@StackTrace(false)
public final class SessionEvent extends Event {
  @Label("Agent Version")
  public String agentVersion;

  @Label("Schema")
  @Description("Version of the sonde.* events' fields")
  public int schema;

  @Label("Settings")
  @Description("One key=value per line, secrets masked")
  public String settings;

  @Label("Settings Hash")
  public String settingsHash;

  @Label("Sampler")
  @Description("async-profiler, jfr or off")
  public String sampler;

  @Label("Sampler Reason")
  @Description("Why the sampler is not async-profiler, else empty")
  public String samplerReason;

  @Label("Host")
  public String host;

  @Label("Process Id")
  public long pid;

  @Label("JVM Start")
  @Timestamp(Timestamp.MILLISECONDS_SINCE_EPOCH)
  public long jvmStart;

  @Label("Main Class")
  public String mainClass;

  @Label("JVM Arguments")
  @Description("One per line, secrets masked")
  public String jvmArguments;

  @Label("JDK")
  public String jdk;

  @Label("Cores")
  @Description("Hardware threads that the JVM may use")
  public int cores;

  @Label("CPU Model")
  public String cpuModel;

  @Label("Kernel")
  public String kernel;

  @Label("Container CPU Limit")
  @Description("Cores that the control group grants, 0 without limit")
  public double containerCpuLimit;

  @Label("Container Memory Limit")
  @Description("0 without limit")
  @DataAmount
  public long containerMemoryLimit;
}
