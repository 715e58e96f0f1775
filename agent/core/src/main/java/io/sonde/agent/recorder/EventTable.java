package io.sonde.agent.recorder;

import static io.sonde.agent.recorder.EventSetting.above;
import static io.sonde.agent.recorder.EventSetting.every;
import static io.sonde.agent.recorder.EventSetting.on;

import java.util.List;

/**
 * Every JDK event that is recorded in each recording; docs/events.md says why. JDK events that are
 * not in this table are off, and event types that a JDK does not know are ignored by it.
 */
final class EventTable {
  /** Waits: below it a service's parks are hand-offs, 175 000 a second at threshold 0. */
  private static final String WAIT = "1 ms";

  private static final String ALL = "0 ms";
  private static final String CHUNK = "everyChunk";
  private static final String BEGIN = "beginChunk";

  static final List<EventSetting> EVENTS =
      List.of(
          // garbage collection
          above("jdk.GarbageCollection", ALL),
          above("jdk.YoungGarbageCollection", ALL),
          above("jdk.OldGarbageCollection", ALL),
          above("jdk.ParallelOldGarbageCollection", ALL),
          above("jdk.G1GarbageCollection", ALL),
          above("jdk.ZYoungGarbageCollection", ALL),
          above("jdk.ZOldGarbageCollection", ALL),
          above("jdk.GCPhasePause", ALL),
          above("jdk.GCPhasePauseLevel1", ALL),
          above("jdk.GCPhaseConcurrent", ALL),
          on("jdk.GCCPUTime"),
          on("jdk.GCReferenceStatistics"),
          on("jdk.G1MMU"),
          on("jdk.EvacuationInformation"),
          on("jdk.EvacuationFailed"),
          on("jdk.PromotionFailed"),
          on("jdk.ConcurrentModeFailure"),
          above("jdk.SystemGC", ALL).withStack(),
          above("jdk.GCLocker", WAIT).withStack(),
          above("jdk.ZAllocationStall", ALL).withStack(),
          above("jdk.ZPageAllocation", WAIT).withStack(),
          every("jdk.GCConfiguration", CHUNK),
          every("jdk.GCHeapConfiguration", CHUNK),
          every("jdk.YoungGenerationConfiguration", CHUNK),
          every("jdk.GCTLABConfiguration", CHUNK),
          // heap
          on("jdk.GCHeapSummary"),
          on("jdk.G1HeapSummary"),
          on("jdk.PSHeapSummary"),
          on("jdk.MetaspaceSummary"),
          on("jdk.MetaspaceGCThreshold"),
          every("jdk.GCHeapMemoryUsage", "10 s"),
          every("jdk.ThreadAllocationStatistics", "5 s"),
          // safepoints
          above("jdk.SafepointBegin", ALL),
          above("jdk.SafepointStateSynchronization", ALL),
          above("jdk.SafepointEnd", ALL),
          above("jdk.ExecuteVMOperation", WAIT),
          // I/O
          above("jdk.SocketRead", WAIT).withStack(),
          above("jdk.SocketWrite", WAIT).withStack(),
          above("jdk.FileRead", WAIT).withStack(),
          above("jdk.FileWrite", WAIT).withStack(),
          above("jdk.FileForce", WAIT).withStack(),
          // waits that have no owner
          above("jdk.JavaMonitorWait", WAIT).withStack(),
          above("jdk.JavaMonitorInflate", WAIT).withStack(),
          above("jdk.ThreadSleep", WAIT).withStack(),
          above("jdk.VirtualThreadPinned", WAIT).withStack(),
          on("jdk.VirtualThreadSubmitFailed").withStack(),
          // threads and CPU
          on("jdk.ThreadStart").withStack(),
          on("jdk.ThreadEnd"),
          every("jdk.ThreadDump", "60 s"),
          every("jdk.JavaThreadStatistics", "1 s"),
          every("jdk.ThreadCPULoad", "10 s"),
          every("jdk.ThreadContextSwitchRate", "10 s"),
          every("jdk.CPULoad", "1 s"),
          every("jdk.CPUInformation", CHUNK),
          every("jdk.CPUTimeStampCounter", BEGIN),
          every("jdk.OSInformation", CHUNK),
          every("jdk.VirtualizationInformation", CHUNK),
          // container and memory of the process
          every("jdk.ContainerConfiguration", CHUNK),
          every("jdk.ContainerCPUUsage", "10 s"),
          every("jdk.ContainerCPUThrottling", "1 s"),
          every("jdk.ContainerMemoryUsage", "10 s"),
          every("jdk.ContainerIOUsage", "10 s"),
          every("jdk.PhysicalMemory", CHUNK),
          every("jdk.ResidentSetSize", "1 s"),
          every("jdk.NativeMemoryUsage", "5 s"),
          every("jdk.NativeMemoryUsageTotal", "5 s"),
          every("jdk.DirectBufferStatistics", "1 s"),
          every("jdk.NetworkUtilization", "5 s"),
          // exceptions
          every("jdk.ExceptionStatistics", "1 s"),
          on("jdk.JavaErrorThrow").withStack(),
          // classes and code
          every("jdk.ClassLoadingStatistics", "1 s"),
          every("jdk.ClassLoaderStatistics", CHUNK),
          above("jdk.RedefineClasses", ALL).withStack(),
          above("jdk.RetransformClasses", ALL).withStack(),
          above("jdk.Compilation", "100 ms"),
          on("jdk.CompilationFailure"),
          on("jdk.Deoptimization").withStack(),
          on("jdk.CodeCacheFull"),
          every("jdk.CodeCacheStatistics", CHUNK),
          every("jdk.CodeCacheConfiguration", CHUNK),
          every("jdk.CompilerStatistics", "10 s"),
          every("jdk.CompilerConfiguration", CHUNK),
          every("jdk.FinalizerStatistics", CHUNK),
          // flags of the JVM
          every("jdk.BooleanFlag", BEGIN),
          every("jdk.IntFlag", BEGIN),
          every("jdk.UnsignedIntFlag", BEGIN),
          every("jdk.LongFlag", BEGIN),
          every("jdk.UnsignedLongFlag", BEGIN),
          every("jdk.DoubleFlag", BEGIN),
          every("jdk.StringFlag", BEGIN),
          on("jdk.BooleanFlagChanged"),
          on("jdk.IntFlagChanged"),
          on("jdk.UnsignedIntFlagChanged"),
          on("jdk.LongFlagChanged"),
          on("jdk.UnsignedLongFlagChanged"),
          on("jdk.DoubleFlagChanged"),
          on("jdk.StringFlagChanged"),
          // the recording itself
          on("jdk.ActiveRecording"),
          on("jdk.ActiveSetting"),
          on("jdk.DataLoss"),
          on("jdk.Shutdown").withStack());

  /** Off where async-profiler's lock engine is on: in one file both double every wait. */
  static final List<EventSetting> LOCKS =
      List.of(
          above("jdk.JavaMonitorEnter", WAIT).withStack(),
          above("jdk.ThreadPark", WAIT).withStack());

  private EventTable() {}
}
