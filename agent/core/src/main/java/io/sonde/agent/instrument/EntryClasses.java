package io.sonde.agent.instrument;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Which classes may hold entry points of schedulers and brokers' clients, told by their constants:
 * one pass over a class file, and no library is touched.
 */
final class EntryClasses {
  private static final String ON_MESSAGE = "onMessage";
  private static final String JMS = "JmsAdvice";
  private static final String KAFKA_ADVICE = "KafkaAdvice";
  private static final String SPRING_AMQP = "SpringAmqpAdvice";
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

  private static final String[] BATCHES = {
    "BatchMessageListener",
    "BatchAcknowledgingMessageListener",
    "BatchConsumerAwareMessageListener",
    "BatchAcknowledgingConsumerAwareMessageListener"
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

  /** The same of a class that is loaded, by its interfaces: those of annotations are not found. */
  static boolean mayBe(Class<?> loaded) {
    for (Class<?> type = loaded; type != null; type = type.getSuperclass()) {
      for (Class<?> each : type.getInterfaces()) {
        if (isListener(each.getName()) || mayBe(each)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isListener(String type) {
    for (EntryMethod each : ALL) {
      if (each.method() != null && each.type().equals(type)) {
        return true;
      }
    }
    return false;
  }

  /** Plain loops: this runs at the first class of the application. */
  private static List<EntryMethod> all() {
    List<EntryMethod> all = new ArrayList<>();
    for (String annotation : SCHEDULES) {
      all.add(EntryMethod.annotation(annotation, EntryMethod.SCHEDULED));
    }
    for (String annotation : LISTENERS) {
      all.add(EntryMethod.annotation(annotation, EntryMethod.MESSAGE));
    }
    String job = "Lorg/quartz/JobExecutionContext;";
    all.add(EntryMethod.listener("org.quartz.Job", "execute", job, EntryMethod.SCHEDULED));
    addJms(all);
    addKafka(all);
    addRabbit(all);
    return all;
  }

  private static void addJms(List<EntryMethod> all) {
    String jakarta = "Ljakarta/jms/Message;";
    String javax = "Ljavax/jms/Message;";
    String spring = "org.springframework.jms.listener.SessionAwareMessageListener";
    all.add(EntryMethod.listener("jakarta.jms.MessageListener", ON_MESSAGE, jakarta, JMS));
    all.add(EntryMethod.listener("javax.jms.MessageListener", ON_MESSAGE, javax, JMS));
    all.add(EntryMethod.listener(spring, ON_MESSAGE, jakarta.concat("Ljakarta/jms/Session;"), JMS));
    all.add(EntryMethod.listener(spring, ON_MESSAGE, javax.concat("Ljavax/jms/Session;"), JMS));
  }

  private static void addKafka(List<EntryMethod> all) {
    String listener = KAFKA.concat("GenericMessageListener");
    String acknowledged = RECORD.concat(ACKNOWLEDGMENT);
    all.add(EntryMethod.listener(listener, ON_MESSAGE, RECORD, KAFKA_ADVICE));
    all.add(EntryMethod.listener(listener, ON_MESSAGE, acknowledged, KAFKA_ADVICE));
    all.add(EntryMethod.listener(listener, ON_MESSAGE, RECORD.concat(CONSUMER), KAFKA_ADVICE));
    all.add(
        EntryMethod.listener(listener, ON_MESSAGE, acknowledged.concat(CONSUMER), KAFKA_ADVICE));
    for (String batch : BATCHES) {
      all.add(EntryMethod.namedListener(KAFKA.concat(batch), ON_MESSAGE));
    }
  }

  private static void addRabbit(List<EntryMethod> all) {
    String delivery =
        "Ljava/lang/String;Lcom/rabbitmq/client/Envelope;"
            + "Lcom/rabbitmq/client/AMQP$BasicProperties;[B";
    all.add(
        EntryMethod.listener(
            "com.rabbitmq.client.Consumer", "handleDelivery", delivery, "RabbitAdvice"));
    String message = "Lorg/springframework/amqp/core/Message;";
    String listener = "org.springframework.amqp.core.MessageListener";
    String withChannel = message.concat("Lcom/rabbitmq/client/Channel;");
    all.add(EntryMethod.listener(listener, ON_MESSAGE, message, SPRING_AMQP));
    all.add(EntryMethod.listener(listener, ON_MESSAGE, withChannel, SPRING_AMQP));
  }

  private static byte[][] marks() {
    byte[][] marks = new byte[ALL.size()][];
    for (int i = 0; i < marks.length; i++) {
      marks[i] = ALL.get(i).mark().getBytes(StandardCharsets.US_ASCII);
    }
    return marks;
  }
}
