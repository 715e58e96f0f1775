package io.sonde.analyzer.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SqlTableTest {
  private final RecordingBuilder builder = new RecordingBuilder();

  @Test
  void statements_areInOrderOfTime_andOddNumbersAreSetRight() {
    served(builder);
    SqlTableBuilder sql = builder.sql();
    sql.add(new SqlStatement(20, -5, 3, 7, sql.text("b"), -9, 0, true));
    sql.add(new SqlStatement(10, 4, 3, 7, sql.text("a"), 2, 50, false));
    SqlTable table = builder.build().sql();
    assertThat(table.get(0)).isEqualTo(new SqlStatement(10, 4, 3, 7, 1, 2, 50, false));
    assertThat(table.get(1)).isEqualTo(new SqlStatement(20, 0, 3, 7, 0, -1, 1, true));
    assertThat(table.texts()).containsExactly("b", "a");
  }

  /** Of a request all statements are kept or none, and those outside of requests go first. */
  @Test
  void moreThanFit_areThinnedByRequest() {
    served(builder);
    builder.sql().most(100);
    int text = builder.sql().text("commit");
    for (int i = 0; i < 1_000; i++) {
      builder.sql().add(new SqlStatement(i, 1, 0, i / 10, text, -1, 1, false));
      builder.sql().add(new SqlStatement(i, 1, 0, 0, text, -1, 1, false));
    }
    SqlTable table = builder.build().sql();
    assertThat(table.size()).isBetween(1, 100);
    for (int id = 1; id < 100; id++) {
      long request = id;
      long kept =
          IntStream.range(0, table.size()).filter(i -> table.requestId(i) == request).count();
      assertThat(kept).isEqualTo(table.isComplete(id) ? 10 : 0);
    }
    assertThat(IntStream.range(0, table.size()).mapToLong(table::requestId)).doesNotContain(0L);
  }

  @Test
  void added_bearTheNumbersOfTheFirst() {
    served(builder);
    builder.thread(new ThreadRef("first", 1, 1, false));
    builder.sql().text("first");
    stack(builder, "first");
    RecordingBuilder later = new RecordingBuilder();
    int thread = later.thread(new ThreadRef("second", 2, 2, false));
    int text = later.sql().text("second");
    later.sql().caller(text, stack(later, "second"), 3);
    later.sql().add(new SqlStatement(5, 1, thread, 7, text, -1, 1, false));
    builder.addAll(later);
    Recording recording = builder.build();
    assertThat(recording.sql().get(0)).isEqualTo(new SqlStatement(5, 1, 1, 7, 1, -1, 1, false));
    assertThat(recording.sql().callers(0)).isEmpty();
    Map<Integer, Long> callers = recording.sql().callers(1);
    assertThat(callers).containsValue(3L).hasSize(1);
    int stack = callers.keySet().iterator().next();
    assertThat(recording.stacks().frame(stack).methodName()).isEqualTo("second");
  }

  @Test
  void added_callersAndTemplatesBearTheNumbersOfTheFirst() {
    served(builder);
    builder.sql().text("first");
    int known = builder.sql().text("both");
    builder.sql().template(known, new SqlTemplate("both $1", "Long"));
    RecordingBuilder later = new RecordingBuilder();
    int text = later.sql().text("second");
    later.sql().callerWithin(text, stack(later, "second"), 7);
    later.sql().callerWithin(text, stack(later, "second"), 0);
    later.sql().template(text, new SqlTemplate("second $1", ""));
    later.sql().template(text, new SqlTemplate("second $1", "Int"));
    later.sql().template(later.sql().text("both"), new SqlTemplate("both $1", ","));
    builder.addAll(later);
    Recording recording = builder.build();
    SqlTable sql = recording.sql();
    assertThat(sql.seenCallers()).isEqualTo(1);
    assertThat(sql.textOfCaller(0)).isEqualTo(2);
    assertThat(sql.requestOfCaller(0)).isEqualTo(7);
    assertThat(recording.stacks().frame(sql.stackOfCaller(0)).methodName()).isEqualTo("second");
    assertThat(sql.callers(2)).containsValue(2L);
    assertThat(sql.template(0)).isNull();
    assertThat(sql.template(1)).isEqualTo(new SqlTemplate("both $1", "Long"));
    assertThat(sql.template(2)).isEqualTo(new SqlTemplate("second $1", "Int"));
  }

  @Test
  void textsWithoutEnd_becomeOne() {
    served(builder);
    int last = 0;
    for (int i = 0; i < 10_005; i++) {
      last = builder.sql().text("select " + i);
    }
    assertThat(last).isEqualTo(10_000);
    assertThat(builder.sql().text("select 1")).isEqualTo(1);
    assertThat(builder.build().sql().texts()).hasSize(10_001).endsWith("(other statements)");
  }

  @Test
  void withoutRequests_thereAreNone() {
    builder.sql().add(new SqlStatement(5, 1, 0, 0, builder.sql().text("x"), -1, 1, false));
    assertThat(builder.build().sql().size()).isZero();
  }

  private static int stack(RecordingBuilder of, String method) {
    return of.stacks().stack(List.of(new Frame("a.B", method, 1, FrameKind.JIT_COMPILED)));
  }

  private static void served(RecordingBuilder of) {
    int route = of.requests().route(new Route("http", "GET /"));
    of.requests()
        .add(new Request(7, 0, route, 0, 9, -1, 9, 0, -1, "", -1, -1, 1, DatabaseUse.UNKNOWN));
  }
}
