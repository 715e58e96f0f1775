package io.sonde.agent.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.agent.config.Key;
import io.sonde.agent.config.Settings;
import io.sonde.agent.config.SettingsReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControlTest {
  @TempDir private Path directory;
  private final RecordedCalls agent = new RecordedCalls();
  private final Control control = new Control(agent, "1.0");

  @Test
  void attach_otherVersion_isRefusedAndStartsNothing() throws IOException {
    Properties reply = ask(Map.of("command", "attach", "version", "2.0"));
    assertThat(reply.getProperty("outcome")).isEqualTo("REFUSED");
    assertThat(reply.getProperty("message")).contains("1.0", "2.0", "restart the JVM");
    assertThat(agent.isRecording()).isFalse();
  }

  @Test
  void attach_longSettings_arriveWhole() throws IOException {
    String include = "include=" + "com.acme.some.long.pack.age.Name#method,".repeat(200) + "x.Y";
    Properties reply =
        ask(Map.of("command", "attach", "version", "1.0", "settings", "wall=30ms," + include));
    assertThat(reply.getProperty("outcome")).isEqualTo("DONE");
    assertThat(agent.settings.texts().get(Key.INCLUDE)).endsWith("x.Y").hasSizeGreaterThan(7000);
    assertThat(agent.settings.number(Key.WALL)).isEqualTo(30_000_000);
  }

  @Test
  void attach_unknownKey_isRefusedWithTheNearestKey() throws IOException {
    Properties reply = ask(Map.of("command", "attach", "version", "1.0", "settings", "wal=30ms"));
    assertThat(reply.getProperty("outcome")).isEqualTo("REFUSED");
    assertThat(reply.getProperty("message")).contains("'wal'", "'wall'");
    assertThat(agent.isRecording()).isFalse();
  }

  @Test
  void attach_whileRecording_isRefused() throws IOException {
    ask(Map.of("command", "attach", "version", "1.0"));
    Properties reply = ask(Map.of("command", "attach", "version", "1.0"));
    assertThat(reply.getProperty("outcome")).isEqualTo("REFUSED");
    assertThat(reply.getProperty("message")).contains("sonde dump", "sonde stop");
  }

  @Test
  void stop_ofAnOlderSession_leavesTheRunningOne() throws IOException {
    String first = ask(Map.of("command", "attach", "version", "1.0")).getProperty("session");
    ask(Map.of("command", "stop", "version", "1.0", "session", first));
    ask(Map.of("command", "attach", "version", "1.0"));
    Properties reply = ask(Map.of("command", "stop", "version", "1.0", "session", first));
    assertThat(reply.getProperty("outcome")).isEqualTo("REFUSED");
    assertThat(agent.isRecording()).isTrue();
  }

  @Test
  void dumpAndStop_withoutRecording_nameTheRemedy() throws IOException {
    for (String command : new String[] {"dump", "stop"}) {
      Properties reply = ask(Map.of("command", command, "version", "1.0"));
      assertThat(reply.getProperty("outcome")).isEqualTo("REFUSED");
      assertThat(reply.getProperty("message")).contains("sonde attach");
    }
  }

  @Test
  void failure_ofTheAgent_isTheReply() throws IOException {
    agent.failure = new IOException("disk full");
    Properties reply = ask(Map.of("command", "attach", "version", "1.0"));
    assertThat(reply.getProperty("outcome")).isEqualTo("FAILED");
    assertThat(reply.getProperty("message")).contains("disk full");
  }

  private Properties ask(Map<String, String> request) throws IOException {
    Path file = Files.createTempFile(directory, "reply", "");
    Properties properties = new Properties();
    properties.putAll(request);
    try (Writer out = Files.newBufferedWriter(file)) {
      properties.store(out, null);
    }
    String argument = "control=" + file;
    assertThat(Control.isCommand(argument)).isTrue();
    control.answer(argument);
    Properties reply = new Properties();
    reply.load(Files.newBufferedReader(file));
    return reply;
  }

  private static final class RecordedCalls implements ControlledAgent {
    private boolean recording;
    private @Nullable IOException failure;
    private Settings settings = SettingsReader.read("", Map.of(), Map.of());

    @Override
    public boolean isRecording() {
      return recording;
    }

    @Override
    public void start(Settings settings) throws IOException {
      if (failure != null) {
        throw failure;
      }
      this.settings = settings;
      recording = true;
    }

    @Override
    public Map<String, String> status() {
      return Map.of("sampler", "jfr");
    }

    @Override
    public Path dump(@Nullable Path target) {
      return Path.of("dump.jfr");
    }

    @Override
    public Path stop(@Nullable Path target) {
      recording = false;
      return target == null ? Path.of("stop.jfr") : target;
    }
  }
}
