package com.example.faults;

import com.example.faults.locks.AccountTransfers;
import com.example.faults.locks.RiskReport;
import com.example.faults.locks.TariffCache;
import com.example.faults.locks.TenantOrders;
import com.example.faults.machine.OrderJournal;
import com.example.faults.machine.QuoteDesk;
import com.example.faults.machine.RateTable;
import com.example.faults.machine.SensorDecoder;
import com.example.faults.machine.SupplierFeed;
import com.example.faults.machine.TariffRules;
import com.example.faults.memory.NightlyCleaner;
import com.example.faults.memory.OrderReminders;
import com.example.faults.memory.ReportTemplates;
import com.example.faults.memory.StatementExport;
import com.example.faults.memory.ThumbnailCache;
import java.util.Map;
import java.util.TreeMap;

/** All programs by name. */
final class Faults {
  static final Map<String, Pair> ALL = new TreeMap<>();

  static {
    ALL.put("explicit-gc", new Pair(NightlyCleaner::broken, NightlyCleaner::fixed));
    ALL.put("humongous-allocation", new Pair(StatementExport::broken, StatementExport::fixed));
    ALL.put("class-loader-leak", new Pair(ReportTemplates::broken, ReportTemplates::fixed));
    ALL.put("thread-leak", new Pair(OrderReminders::broken, OrderReminders::fixed));
    ALL.put("native-memory-leak", new Pair(ThumbnailCache::broken, ThumbnailCache::fixed));
    ALL.put("lock-contention", new Pair(TariffCache::broken, TariffCache::fixed));
    ALL.put("long-safepoint", new Pair(RiskReport::broken, RiskReport::fixed));
    ALL.put("virtual-thread-pinning", new Pair(TenantOrders::broken, TenantOrders::fixed));
    ALL.put("deadlock", new Pair(AccountTransfers::broken, AccountTransfers::fixed));
    ALL.put("exception-storm", new Pair(SupplierFeed::broken, SupplierFeed::fixed));
    ALL.put("cpu-saturation", new Pair(QuoteDesk::broken, QuoteDesk::fixed));
    ALL.put("cpu-throttling", new Pair(RateTable::broken, RateTable::fixed));
    ALL.put("code-cache", new Pair(TariffRules::broken, TariffRules::fixed));
    ALL.put("deoptimization-storm", new Pair(SensorDecoder::broken, SensorDecoder::fixed));
    ALL.put("blocking-io", new Pair(OrderJournal::broken, OrderJournal::fixed));
  }

  private Faults() {}

  record Pair(Fault broken, Fault fixed) {}
}
