package io.sonde.bootstrap;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Classes of which a method has advice, and whether an object's class is or inherits one. */
final class WovenClasses extends ClassValue<Integer> {
  private final Set<String> names = ConcurrentHashMap.newKeySet();
  private final AtomicInteger count = new AtomicInteger();

  void add(String className) {
    if (names.add(className)) {
      count.incrementAndGet();
    }
  }

  boolean contain(Class<?> type) {
    int known = get(type);
    if (known > 0) {
      return true;
    }
    if (-known == count.get() + 1) {
      return false;
    }
    remove(type); // more classes have advice than when we looked
    return get(type) > 0;
  }

  /** 1 where it is one, else -1 minus the number of classes that were known then. */
  @Override
  protected Integer computeValue(Class<?> type) {
    int classes = count.get();
    for (Class<?> each = type; each != null; each = each.getSuperclass()) {
      if (names.contains(each.getName())) {
        return 1;
      }
    }
    return -1 - classes;
  }
}
