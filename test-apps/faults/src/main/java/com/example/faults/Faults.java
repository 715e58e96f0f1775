package com.example.faults;

import com.example.faults.machine.OrderJournal;
import com.example.faults.machine.QuoteDesk;
import com.example.faults.machine.RateTable;
import com.example.faults.machine.SensorDecoder;
import com.example.faults.machine.SupplierFeed;
import com.example.faults.machine.TariffRules;
import com.example.faults.memory.NightlyCleaner;
import java.util.Map;
import java.util.TreeMap;

/** All programs by name. */
final class Faults {
  static final Map<String, Pair> ALL = new TreeMap<>();

  static {
    ALL.put("explicit-gc", new Pair(NightlyCleaner::broken, NightlyCleaner::fixed));
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
