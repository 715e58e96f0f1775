package io.sonde.agent.instrument;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Which classes may hold entry points of schedulers and brokers' clients, told by their constants:
 * one pass over a class file, and no library is touched.
 */
final class EntryClasses {
  private static final String KAFKA = "org.springframework.kafka.listener.";
  private static final String RECORD = "Lorg/apache/kafka/clients/consumer/ConsumerRecord;";
  private static final String ACKNOWLEDGMENT = "Lorg/springframework/kafka/support/Acknowledgment;";
  private static final String CONSUMER = "Lorg/apache/kafka/clients/consumer/Consumer;";

  private static final String[] SCHEDULES = {
    "org.springframework.scheduling.annotation.Scheduled",
    "jakarta.ejb.Schedule",
    "javax.ejb.Schedule",
    "io.quarkus.scheduler.Scheduled",
    "io.micronaut.scheduling.annotation.Scheduled"
  };

  private static final String[] LISTENERS = {
    "org.springframework.kafka.annotation.KafkaListener",
    "org.springframework.kafka.annotation.KafkaHandler",
    "org.springframework.jms.annotation.JmsListener",
    "org.springframework.amqp.rabbit.annotation.RabbitListener",
    "org.springframework.amqp.rabbit.annotation.RabbitHandler",
    "io.awspring.cloud.sqs.annotation.SqsListener"
  };

  /** Put messages into a queue for another thread, or take answers: no entry points. */
  private static final String[] NO_ENTRIES = {
    "org.springframework.amqp.rabbit.listener.BlockingQueueConsumer", "com.rabbitmq.client.Rpc"
  };

  static final List<EntryMethod> ALL = all();

  private static final byte[][] MARKS = marks();

  private EntryClasses() {}

  static boolean mayBe(String className, byte[] classFile) {
    for (String none : NO_ENTRIES) {
      if (className.startsWith(none)) {
        return false;
      }
    }
    return ConstantSearch.holdsOneOf(classFile, MARKS);
  }

  private static List<EntryMethod> all() {
    List<EntryMethod> all = new ArrayList<>();
    for (String annotation : SCHEDULES) {
      all.add(EntryMethod.annotation(annotation, true));
    }
    for (String annotation : LISTENERS) {
      all.add(EntryMethod.annotation(annotation, false));
    }
    String execute = "(Lorg/quartz/JobExecutionContext;)V";
    all.add(EntryMethod.job("org.quartz.Job", "execute", execute));
    addJms(all);
    addKafka(all);
    addRabbit(all);
    return all;
  }

  private static void addJms(List<EntryMethod> all) {
    for (String api : new String[] {"jakarta", "javax"}) {
      String message = "L" + api + "/jms/Message;";
      String session = "L" + api + "/jms/Session;";
      String listener = api + ".jms.MessageListener";
      String spring = "org.springframework.jms.listener.SessionAwareMessageListener";
      all.add(EntryMethod.listener(listener, "onMessage", "(" + message + ")V"));
      all.add(EntryMethod.listener(spring, "onMessage", "(" + message + session + ")V"));
    }
  }

  private static void addKafka(List<EntryMethod> all) {
    String listener = KAFKA + "GenericMessageListener";
    String[] arguments = {RECORD, RECORD + ACKNOWLEDGMENT, RECORD + CONSUMER, ""};
    arguments[arguments.length - 1] = RECORD + ACKNOWLEDGMENT + CONSUMER;
    for (String each : arguments) {
      all.add(EntryMethod.listener(listener, "onMessage", "(" + each + ")V"));
    }
    for (String kind : new String[] {"", "Acknowledging", "ConsumerAware"}) {
      String batch = KAFKA + "Batch" + kind + "MessageListener";
      all.add(EntryMethod.namedListener(batch, "onMessage"));
    }
    String both = KAFKA + "BatchAcknowledgingConsumerAwareMessageListener";
    all.add(EntryMethod.namedListener(both, "onMessage"));
  }

  private static void addRabbit(List<EntryMethod> all) {
    String delivery =
        "(Ljava/lang/String;Lcom/rabbitmq/client/Envelope;"
            + "Lcom/rabbitmq/client/AMQP$BasicProperties;[B)V";
    all.add(EntryMethod.listener("com.rabbitmq.client.Consumer", "handleDelivery", delivery));
    String message = "Lorg/springframework/amqp/core/Message;";
    String listener = "org.springframework.amqp.core.MessageListener";
    all.add(EntryMethod.listener(listener, "onMessage", "(" + message + ")V"));
    all.add(
        EntryMethod.listener(
            listener, "onMessage", "(" + message + "Lcom/rabbitmq/client/Channel;)V"));
  }

  private static byte[][] marks() {
    byte[][] marks = new byte[ALL.size()][];
    for (int i = 0; i < marks.length; i++) {
      marks[i] = ALL.get(i).mark().getBytes(StandardCharsets.US_ASCII);
    }
    return marks;
  }
}
