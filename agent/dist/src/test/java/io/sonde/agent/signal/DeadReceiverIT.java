package io.sonde.agent.signal;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.agent.testing.WrittenRecording;
import io.sonde.events.EventNames;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Receivers that are not there, never answer, or answer nonsense: the service does not mind. */
class DeadReceiverIT {
  private static final int REQUESTS = 200;

  @TempDir Path directory;

  /** What a receiver does with a connection. */
  private interface Answer {
    void to(Socket connection) throws IOException;
  }

  /** Listens, and answers in its way. */
  private static final class OddReceiver implements AutoCloseable {
    private final ServerSocket socket;
    private final List<Socket> connections = new ArrayList<>();

    OddReceiver(Answer answer) throws IOException {
      socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
      Thread thread = new Thread(() -> serve(answer), "odd-receiver");
      thread.setDaemon(true);
      thread.start();
    }

    private void serve(Answer answer) {
      while (!socket.isClosed()) {
        try {
          Socket connection = socket.accept();
          synchronized (connections) {
            connections.add(connection);
          }
          answer.to(connection);
        } catch (IOException closed) {
          // The next one, or none.
        }
      }
    }

    int connections() {
      synchronized (connections) {
        return connections.size();
      }
    }

    String url() {
      return "http://127.0.0.1:" + socket.getLocalPort();
    }

    @Override
    public void close() throws IOException {
      socket.close();
      synchronized (connections) {
        for (Socket each : connections) {
          each.close();
        }
      }
    }
  }

  @Test
  void nobodyListens() throws Exception {
    assertServed("otlp=http://127.0.0.1:1,zipkin=http://127.0.0.1:1");
  }

  @Test
  void nobodyAnswers() throws Exception {
    try (OddReceiver receiver = new OddReceiver(connection -> {})) {
      assertServed("otlp=" + receiver.url() + ",zipkin=" + receiver.url());
      assertThat(receiver.connections()).isPositive();
    }
  }

  @Test
  void nonsenseIsAnswered() throws Exception {
    Answer nonsense =
        connection -> {
          connection.getOutputStream().write("\u0000\u0001 nonsense \r\n\r\n".getBytes("UTF-8"));
          connection.close();
        };
    try (OddReceiver receiver = new OddReceiver(nonsense)) {
      assertServed("otlp=" + receiver.url() + ",zipkin=" + receiver.url());
      assertThat(receiver.connections()).isPositive();
    }
  }

  @Test
  void anAddressThatIsTaken_isToldInOneSentence_andTheRecordingGoesOn() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String stderr = assertServed("prometheus=" + taken.getLocalPort());
      assertThat(stderr)
          .containsOnlyOnce("[sonde] no spans and metrics are told: ")
          .contains("Address already in use", "The recording goes on.");
    }
  }

  /** All requests were served and recorded, and the process ended. */
  private String assertServed(String keys) throws Exception {
    SignalApp app =
        new SignalApp(SignalApp.javaHomes().reduce((one, other) -> other).orElseThrow(), directory);
    WrittenRecording recording = app.run(REQUESTS, keys, "-Dotel.bsp.schedule.delay=50");
    recording.assertClean();
    long recorded =
        recording.ofType(EventNames.ROUTE_TIMING).stream()
            .filter(event -> event.getString("route").equals("GET /orders/{id}"))
            .mapToLong(event -> event.getLong("count"))
            .sum();
    assertThat(recorded).isEqualTo(REQUESTS);
    return app.stderr();
  }
}
