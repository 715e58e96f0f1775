package io.sonde.agent.instrument.entry;

import io.sonde.bootstrap.EntryNames;
import io.sonde.bootstrap.RequestStretch;
import io.sonde.bootstrap.Requests;
import java.nio.charset.StandardCharsets;
import net.bytebuddy.asm.Advice;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** Template for listeners of single Kafka records, which carry trace ids in headers of bytes. */
final class KafkaAdvice {
  private KafkaAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static RequestStretch enter(
      @Advice.This Object listener,
      @Advice.Origin("#t.#m") String declared,
      @Advice.Origin("#m") String method,
      @Advice.Argument(0) ConsumerRecord<?, ?> record) {
    Header traceparent = record.headers().lastHeader("traceparent");
    Header b3 = record.headers().lastHeader("b3");
    RequestStretch begun =
        Requests.beginMessage(
            EntryNames.of(listener, declared, method),
            traceparent == null || traceparent.value() == null
                ? null
                : new String(traceparent.value(), StandardCharsets.US_ASCII),
            b3 == null || b3.value() == null
                ? null
                : new String(b3.value(), StandardCharsets.US_ASCII));
    if (begun != null) {
      begun.enter();
    }
    return begun;
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exit(@Advice.Enter RequestStretch stretch, @Advice.Thrown Throwable thrown) {
    if (stretch != null) {
      stretch.leave();
      stretch.request().endEntry(thrown);
    }
  }
}
