package io.sonde.analyzer.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class IncidentsTest {
  @Test
  void ofAKind_inOrderOfTime() {
    RecordingBuilder builder = new RecordingBuilder();
    builder.incidents().add(at(20));
    builder.incidents().add(at(10));
    assertThat(builder.build().incidents().of(IncidentKind.EXCEPTION))
        .extracting(Incident::startNanos)
        .containsExactly(10L, 20L);
  }

  @Test
  void tooMany_areThinned_andStandForTheOthers() {
    Incidents.Builder builder = new Incidents.Builder();
    int number = 200_000;
    for (int i = 0; i < number; i++) {
      builder.add(at(i));
    }
    List<Incident> kept = builder.build().of(IncidentKind.EXCEPTION);
    assertThat(kept).hasSizeLessThan(40_000);
    assertThat(kept.stream().mapToDouble(Incident::weight).sum())
        .isBetween(number * 0.999, number * 1.001);
  }

  @Test
  void anotherRecordings_getThisOnesNumbers() {
    RecordingBuilder first = new RecordingBuilder();
    first.className("a.First");
    RecordingBuilder later = new RecordingBuilder();
    int subject = later.className("a.Later");
    later.incidents().add(new Incident(IncidentKind.EXCEPTION, 5, 0, -1, 0, subject, 0, 1));
    first.addAll(later);
    Recording recording = first.build();
    Incident incident = recording.incidents().of(IncidentKind.EXCEPTION).get(0);
    assertThat(recording.classNames().get(incident.subject())).isEqualTo("a.Later");
  }

  private static Incident at(long nanos) {
    return new Incident(IncidentKind.EXCEPTION, nanos, 0, -1, 0, -1, 0, 1);
  }
}
