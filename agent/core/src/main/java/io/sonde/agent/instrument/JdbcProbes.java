package io.sonde.agent.instrument;

import static net.bytebuddy.matcher.ElementMatchers.failSafe;
import static net.bytebuddy.matcher.ElementMatchers.hasSuperType;
import static net.bytebuddy.matcher.ElementMatchers.isMethod;
import static net.bytebuddy.matcher.ElementMatchers.isStatic;
import static net.bytebuddy.matcher.ElementMatchers.nameStartsWith;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.not;
import static net.bytebuddy.matcher.ElementMatchers.returns;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.sonde.bootstrap.ConnectionHolds;
import io.sonde.bootstrap.FetchedRows;
import io.sonde.bootstrap.SqlText;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.AsmVisitorWrapper;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;

/** JDBC advice for classes that implement the interfaces of java.sql and javax.sql. */
final class JdbcProbes {
  static final List<String> ADVICE =
      List.of(
              "Text",
              "Prepared",
              "Transaction",
              "Prepare",
              "Acquire",
              "Quiet",
              "Close",
              "Next",
              "RowsEnd",
              "Setter")
          .stream()
          .map(name -> "io.sonde.agent.instrument.jdbc." + name + "Advice")
          .toList();

  private static final ElementMatcher.Junction<TypeDescription> STATEMENT =
      failSafe(hasSuperType(named("java.sql.Statement")));
  private static final ElementMatcher.Junction<TypeDescription> PREPARED =
      failSafe(hasSuperType(named("java.sql.PreparedStatement")));
  private static final ElementMatcher.Junction<TypeDescription> CONNECTION =
      failSafe(hasSuperType(named("java.sql.Connection")));

  private static final ElementMatcher.Junction<TypeDescription> RESULT_SET =
      failSafe(hasSuperType(named("java.sql.ResultSet")));

  /** Tomcat's has the methods in a class that does not implement the interface. */
  private static final ElementMatcher.Junction<TypeDescription> DATA_SOURCE =
      failSafe(hasSuperType(named("javax.sql.DataSource")))
          .or(named("org.apache.tomcat.jdbc.pool.DataSourceProxy"));

  private static final ElementMatcher.Junction<MethodDescription> OWN =
      isMethod().and(not(isStatic())).and(method -> !method.isAbstract() && !method.isSynthetic());
  private static final ElementMatcher.Junction<MethodDescription> EXECUTE =
      OWN.and(nameStartsWith("execute")).and(method -> method.isPublic());

  /** Of a parameter: its place and its value. */
  private static final ElementMatcher.Junction<MethodDescription> SETTER =
      OWN.and(nameStartsWith("set"))
          .and(method -> method.isPublic() && method.getParameters().size() > 1)
          .and(takesArgument(0, int.class))
          .and(returns(void.class));

  private final List<Advice> advice;
  private final boolean statements;

  /**
   * @param load makes advice of a class's name
   * @param statements false: of connections and where they come from alone
   */
  JdbcProbes(Function<String, Advice> load, boolean statements) {
    this.statements = statements;
    this.advice = ADVICE.stream().map(load).toList();
  }

  /** What to visit a class with; nothing when it is of no driver or pool. */
  List<AsmVisitorWrapper> of(TypeDescription type) {
    List<AsmVisitorWrapper> found = new ArrayList<>();
    if (!statements && (STATEMENT.matches(type) || RESULT_SET.matches(type))) {
      return found;
    }
    if (STATEMENT.matches(type)) {
      add(found, type, 0, EXECUTE.and(takesArgument(0, String.class)));
      ElementMatcher.Junction<MethodDescription> prepared =
          PREPARED.matches(type) ? takesArguments(0) : isBatch();
      add(found, type, 1, EXECUTE.and(prepared).and(takesArguments(0)));
      if (PREPARED.matches(type)) {
        add(found, type, 9, SETTER);
      }
    } else if (CONNECTION.matches(type)) {
      if (statements) {
        addTransactions(found, type);
      }
      if (add(found, type, 6, OWN.and(named("close")).and(takesArguments(0)))) {
        ConnectionHolds.closesAreSeen(type.getName());
      }
    } else if (RESULT_SET.matches(type)) {
      ElementMatcher.Junction<MethodDescription> next =
          named("next").and(takesArguments(0)).and(returns(boolean.class));
      if (add(found, type, 7, OWN.and(next))) {
        FetchedRows.rowsAreSeen(type.getName());
      }
      add(found, type, 8, OWN.and(named("close")).and(takesArguments(0)));
    } else if (DATA_SOURCE.matches(type)) {
      add(
          found,
          type,
          4,
          OWN.and(named("getConnection")).and(returns(named("java.sql.Connection"))));
    }
    if (!found.isEmpty() && JdbcClasses.readsDoubleQuotesAsStrings(type.getName())) {
      SqlText.readDoubleQuotesAsStrings();
    }
    return found;
  }

  private void addTransactions(List<AsmVisitorWrapper> found, TypeDescription type) {
    add(found, type, 2, OWN.and(named("commit").or(named("rollback"))).and(takesArguments(0)));
    ElementMatcher.Junction<MethodDescription> prepares =
        named("prepareStatement").or(named("prepareCall"));
    add(found, type, 3, OWN.and(prepares).and(takesArgument(0, String.class)));
    add(found, type, 5, OWN.and(named("setAutoCommit")));
  }

  private static ElementMatcher.Junction<MethodDescription> isBatch() {
    return named("executeBatch").or(named("executeLargeBatch"));
  }

  private boolean add(
      List<AsmVisitorWrapper> found,
      TypeDescription type,
      int which,
      ElementMatcher<MethodDescription> methods) {
    boolean has = !type.getDeclaredMethods().filter(methods).isEmpty();
    if (has) {
      found.add(advice.get(which).on(methods));
    }
    return has;
  }
}
