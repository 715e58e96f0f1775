package io.sonde.agent.compat;

import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarFile;

/** Talks to the agent of another JVM as the command line does, and loads other agents there. */
final class AgentControl implements AutoCloseable {
  private static final Path AGENT = Path.of(System.getProperty("sonde.agent.jar"));
  private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final VirtualMachine machine;
  private final Path command;

  /**
   * @param folder for the file by which requests and replies go
   */
  AgentControl(long pid, Path folder) throws Exception {
    machine = VirtualMachine.attach(Long.toString(pid));
    command = folder.resolve("command");
  }

  void awaitRecording() throws Exception {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    Properties status = send("status");
    while (!"true".equals(status.getProperty("recording"))) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("no recording within a minute: " + status);
      }
      TimeUnit.MILLISECONDS.sleep(50);
      status = send("status");
    }
  }

  /** Ends the recording and takes the agent out of the JVM's code; returns the file. */
  String stop() throws Exception {
    Properties reply = send("stop");
    return reply.getProperty("file", reply.toString());
  }

  void load(Path agent, String argument) throws Exception {
    machine.loadAgent(agent.toString(), argument);
  }

  private Properties send(String what) throws Exception {
    Properties request = new Properties();
    request.setProperty("command", what);
    try (JarFile jar = new JarFile(AGENT.toFile())) {
      request.setProperty(
          "version",
          jar.getManifest().getMainAttributes().getValue(Attributes.Name.IMPLEMENTATION_VERSION));
    }
    try (Writer out = Files.newBufferedWriter(command)) {
      request.store(out, null);
    }
    load(AGENT, "control=" + command);
    Properties reply = new Properties();
    try (Reader in = Files.newBufferedReader(command)) {
      reply.load(in);
    }
    return reply;
  }

  @Override
  public void close() throws IOException {
    machine.detach();
  }
}
