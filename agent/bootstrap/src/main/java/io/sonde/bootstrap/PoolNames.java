package io.sonde.bootstrap;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

/** What a pool is told by. Off the hot path: once per data source, and when one fails. */
final class PoolNames {
  /** Getters of pools that name them: HikariCP and Tomcat; c3p0. */
  private static final String[] NAME_GETTERS = {"getPoolName", "getDataSourceName"};

  /** Code that asks a data source or a driver for the connections that it pools. */
  private static final String[] POOLS = {
    "com.zaxxer.hikari.",
    "org.apache.commons.dbcp2.",
    "org.apache.commons.pool2.",
    "org.apache.tomcat.jdbc.pool.",
    "org.apache.tomcat.dbcp.",
    "com.mchange.v2.c3p0.",
    "com.alibaba.druid.pool.",
    "io.agroal.pool.",
    "org.vibur.dbcp.",
    "oracle.ucp."
  };

  /** Exceptions of pools whose connections are all in use; names, since java.sql is not seen. */
  private static final String[] TIMEOUTS = {
    "java.sql.SQLTransientConnectionException",
    "java.sql.SQLTimeoutException",
    "java.util.NoSuchElementException",
    "org.apache.tomcat.jdbc.pool.PoolExhaustedException",
    "com.mchange.v2.resourcepool.TimeoutException"
  };

  private PoolNames() {}

  /** The pool's own name, else the class of the data source. */
  static String of(Object dataSource) {
    for (String getter : NAME_GETTERS) {
      try {
        Method method = dataSource.getClass().getMethod(getter);
        Object name = method.invoke(dataSource);
        if (name instanceof String && !((String) name).isEmpty()) {
          return (String) name;
        }
      } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException none) {
        // It has no such name, or does not show it.
      }
    }
    return dataSource.getClass().getName();
  }

  /** Whether a pool calls the data source right now. */
  static boolean isAskedByPool(Object dataSource) {
    for (StackTraceElement frame : new Throwable().getStackTrace()) {
      if (!isOf(dataSource, frame.getClassName()) && isOfPool(frame.getClassName())) {
        return true;
      }
    }
    return false;
  }

  static boolean isTimeout(Throwable thrown) {
    Throwable cause = thrown;
    for (int depth = 0; cause != null && depth < 5; depth++) {
      for (Class<?> type = cause.getClass(); type != null; type = type.getSuperclass()) {
        for (String timeout : TIMEOUTS) {
          if (type.getName().equals(timeout)) {
            return true;
          }
        }
      }
      cause = cause.getCause();
    }
    return false;
  }

  private static boolean isOf(Object dataSource, String className) {
    for (Class<?> type = dataSource.getClass(); type != null; type = type.getSuperclass()) {
      if (type.getName().equals(className)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isOfPool(String className) {
    for (String pool : POOLS) {
      if (className.startsWith(pool)) {
        return true;
      }
    }
    return false;
  }
}
