package io.sonde.analyzer.aggregate;

import io.sonde.analyzer.model.StackTable;

/** How the application's code comes to run a statement, by the libraries between both. */
public enum CallWay {
  /** Hibernate fills a collection when it is used. */
  LAZY_COLLECTION,
  /** Hibernate fetches an entity when the proxy in its place is used. */
  LAZY_REFERENCE,
  /** Hibernate fetches by a statement of its own what an entity refers to eagerly. */
  EAGER_REFERENCE,
  /** A method of a Spring Data repository. */
  REPOSITORY,
  /** Another call of an object-relational mapper. */
  MAPPER,
  /** JDBC or a library near to it; an outgoing call. */
  DIRECT;

  /**
   * @param ownFrame the application's frame, at which the look ends; -1 for none
   */
  static CallWay of(StackTable stacks, int stack, int ownFrame) {
    CallWay way = DIRECT;
    for (int node = stack; node != StackTable.ROOT; node = stacks.parent(node)) {
      int frame = stacks.frameId(node);
      if (frame == ownFrame) {
        break;
      }
      CallWay seen = of(stacks.frameById(frame).className());
      way = seen.compareTo(way) < 0 ? seen : way;
    }
    return way;
  }

  private static CallWay of(String className) {
    if (className.startsWith("org.hibernate.")) {
      if (className.startsWith("org.hibernate.collection.")) {
        return LAZY_COLLECTION;
      }
      if (className.startsWith("org.hibernate.proxy.")) {
        return LAZY_REFERENCE;
      }
      return className.contains("EntitySelectFetch") ? EAGER_REFERENCE : MAPPER;
    }
    if (className.startsWith("org.springframework.data.")) {
      return REPOSITORY;
    }
    return className.startsWith("org.eclipse.persistence.") ? MAPPER : DIRECT;
  }
}
