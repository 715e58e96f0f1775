package com.example.faults.machine;

import com.example.faults.Deadline;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongUnaryOperator;

/**
 * Runs each tenant's tariff, in a class loader of its own so that tenants cannot disturb each
 * other. The code cache was made small when there were few tenants: each copy of a class is
 * compiled by itself.
 */
public final class TariffRules {
  private static final int TENANTS = 600;
  private static final int CALLS = 400;

  private TariffRules() {}

  public static void broken(Deadline deadline) throws Exception {
    List<LongUnaryOperator> tariffs = new ArrayList<>();
    for (int i = 0; i < TENANTS; i++) {
      tariffs.add(new TenantLoader().tariff());
    }
    run(deadline, tariffs);
  }

  /** The class is the same for all tenants. */
  public static void fixed(Deadline deadline) throws Exception {
    List<LongUnaryOperator> tariffs = new ArrayList<>();
    for (int i = 0; i < TENANTS; i++) {
      tariffs.add(new TariffFormula());
    }
    run(deadline, tariffs);
  }

  private static void run(Deadline deadline, List<LongUnaryOperator> tariffs)
      throws InterruptedException {
    long sum = 0;
    while (!deadline.isOver()) {
      for (LongUnaryOperator tariff : tariffs) {
        for (int i = 0; i < CALLS && !deadline.isOver(); i++) {
          sum += tariff.applyAsLong(i);
        }
        deadline.pause(Duration.ofMillis(20));
      }
    }
    System.out.println("charged " + sum);
  }

  /** Defines the tariff's class once more. */
  private static final class TenantLoader extends ClassLoader {
    private static final String NAME = TariffFormula.class.getName();

    private TenantLoader() {
      super(TariffRules.class.getClassLoader());
    }

    private LongUnaryOperator tariff() throws IOException, ReflectiveOperationException {
      String file = TariffFormula.class.getSimpleName() + ".class";
      try (InputStream in = TariffFormula.class.getResourceAsStream(file)) {
        byte[] code = in.readAllBytes();
        Class<?> copy = defineClass(NAME, code, 0, code.length);
        return (LongUnaryOperator) copy.getDeclaredConstructor().newInstance();
      }
    }
  }
}
