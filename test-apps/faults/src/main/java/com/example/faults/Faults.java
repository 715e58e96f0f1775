package com.example.faults;

import com.example.faults.locks.AccountTransfers;
import com.example.faults.locks.RiskReport;
import com.example.faults.locks.TariffCache;
import com.example.faults.locks.TenantOrders;
import com.example.faults.memory.NightlyCleaner;
import java.util.Map;
import java.util.TreeMap;

/** All programs by name. */
final class Faults {
  static final Map<String, Pair> ALL = new TreeMap<>();

  static {
    ALL.put("explicit-gc", new Pair(NightlyCleaner::broken, NightlyCleaner::fixed));
    ALL.put("lock-contention", new Pair(TariffCache::broken, TariffCache::fixed));
    ALL.put("long-safepoint", new Pair(RiskReport::broken, RiskReport::fixed));
    ALL.put("virtual-thread-pinning", new Pair(TenantOrders::broken, TenantOrders::fixed));
    ALL.put("deadlock", new Pair(AccountTransfers::broken, AccountTransfers::fixed));
  }

  private Faults() {}

  record Pair(Fault broken, Fault fixed) {}
}
