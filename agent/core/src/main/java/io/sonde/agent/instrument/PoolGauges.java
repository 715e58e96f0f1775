package io.sonde.agent.instrument;

import io.sonde.bootstrap.Pool;
import java.lang.reflect.InvocationTargetException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a pool says of itself now. Its own getters are called, by the reporting thread alone; of
 * pools that we do not know, what the probes have counted.
 *
 * @param idle -1 where it is not known, and so {@code total} and {@code limit}
 */
public record PoolGauges(int active, int idle, int total, int pending, int limit) {
  private static final int UNKNOWN = -1;

  /**
   * Getters of one kind of pool.
   *
   * @param dataSource the class that has them; its subclasses have them, too
   * @param started getter that throws where there is no pool yet or any more: the others would make
   *     one; empty: the others do not
   * @param bean getter of the object that has all but the limit; empty: the data source itself
   * @param pending getter of the number of threads that wait; empty: there is none
   */
  private record Getters(
      String dataSource,
      String started,
      String bean,
      String active,
      String idle,
      String total,
      String pending,
      String limit) {}

  private static final List<Getters> KNOWN =
      List.of(
          new Getters(
              "com.zaxxer.hikari.HikariDataSource",
              "",
              "getHikariPoolMXBean",
              "getActiveConnections",
              "getIdleConnections",
              "getTotalConnections",
              "getThreadsAwaitingConnection",
              "getMaximumPoolSize"),
          new Getters(
              "org.apache.tomcat.jdbc.pool.DataSourceProxy",
              "getPoolName",
              "",
              "getActive",
              "getIdle",
              "getSize",
              "getWaitCount",
              "getMaxActive"),
          new Getters(
              "org.apache.commons.dbcp2.BasicDataSource",
              "",
              "",
              "getNumActive",
              "getNumIdle",
              "",
              "",
              "getMaxTotal"),
          new Getters(
              "org.apache.tomcat.dbcp.dbcp2.BasicDataSource",
              "",
              "",
              "getNumActive",
              "getNumIdle",
              "",
              "",
              "getMaxTotal"));

  /** Throws what the pool's own getters, or looking for them, throw. */
  public static PoolGauges of(Pool pool) throws ReflectiveOperationException {
    Object dataSource = pool.get();
    if (dataSource != null) {
      for (Class<?> type = dataSource.getClass(); type != null; type = type.getSuperclass()) {
        for (Getters getters : KNOWN) {
          if (getters.dataSource().equals(type.getName())) {
            PoolGauges read = read(pool, dataSource, type, getters);
            return read == null ? counted(pool) : read;
          }
        }
      }
    }
    return counted(pool);
  }

  /** What the probes know. */
  public static PoolGauges counted(Pool pool) {
    return new PoolGauges(pool.active(), UNKNOWN, UNKNOWN, pool.waiting(), UNKNOWN);
  }

  /** Null where the pool has not started. */
  private static @Nullable PoolGauges read(
      Pool pool, Object dataSource, Class<?> type, Getters getters)
      throws ReflectiveOperationException {
    int limit = number(type, dataSource, getters.limit(), UNKNOWN);
    if (!hasStarted(dataSource, type, getters)) {
      return new PoolGauges(0, 0, 0, 0, limit);
    }
    Object bean = dataSource;
    Class<?> beanType = type;
    if (!getters.bean().isEmpty()) {
      var getter = type.getMethod(getters.bean());
      bean = getter.invoke(dataSource);
      beanType = getter.getReturnType();
    }
    if (bean == null) {
      return null;
    }
    int active = number(beanType, bean, getters.active(), UNKNOWN);
    int idle = number(beanType, bean, getters.idle(), UNKNOWN);
    int total = number(beanType, bean, getters.total(), active + idle);
    int pending = number(beanType, bean, getters.pending(), pool.waiting());
    return new PoolGauges(active, idle, total, pending, limit > 0 ? limit : UNKNOWN);
  }

  private static boolean hasStarted(Object dataSource, Class<?> type, Getters getters)
      throws ReflectiveOperationException {
    try {
      if (!getters.started().isEmpty()) {
        type.getMethod(getters.started()).invoke(dataSource);
      }
      return true;
    } catch (InvocationTargetException closed) {
      return false;
    }
  }

  private static int number(Class<?> type, Object object, String getter, int otherwise)
      throws ReflectiveOperationException {
    return getter.isEmpty() ? otherwise : (Integer) type.getMethod(getter).invoke(object);
  }
}
