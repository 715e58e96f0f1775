package io.sonde.agent.instrument.entry;

import io.sonde.bootstrap.EntryNames;
import io.sonde.bootstrap.RequestStretch;
import io.sonde.bootstrap.Requests;
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
    return Requests.beginMessage(
        EntryNames.of(listener, declared, method),
        traceparent == null ? null : traceparent.value(),
        b3 == null ? null : b3.value());
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exit(@Advice.Enter RequestStretch stretch, @Advice.Thrown Throwable thrown) {
    Requests.endCall(stretch, thrown);
  }
}
