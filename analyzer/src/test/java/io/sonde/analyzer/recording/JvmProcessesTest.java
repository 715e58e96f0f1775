package io.sonde.analyzer.recording;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JvmProcessesTest {
  private static final long SECOND = 1_000_000_000;
  private static final long START = 1_795_000_000 * SECOND;

  private final JvmProcesses processes = new JvmProcesses();

  @Test
  void twoRecorders_takeTheStartOfOneBusyJvmAtDifferentMoments() {
    processes.seen("", 4711, START);
    processes.seen("", 4711, START + 2 * SECOND);
    assertThat(processes.count()).isEqualTo(1);
  }

  @Test
  void restartedContainer_isAnotherProcess() {
    processes.seen("", 1, START);
    processes.seen("", 1, START + 20 * SECOND);
    assertThat(processes.count()).isEqualTo(2);
  }

  @Test
  void withoutProcessId_theStartTells() {
    processes.seen("", 0, START);
    processes.seen("", 4711, START + SECOND / 2);
    processes.seen("", 0, START + 3 * SECOND);
    assertThat(processes.count()).isEqualTo(2);
  }

  @Test
  void otherHost_isAnotherProcess() {
    processes.seen("a", 1, START);
    processes.seen("b", 1, START);
    assertThat(processes.count()).isEqualTo(2);
  }
}
