package com.example.shop.session;

import com.example.shop.catalogue.Product;
import java.util.LinkedHashMap;
import java.util.Map;

/** The sessions of the visitors who were here last; who stays away longest is forgotten first. */
public final class BoundedSessions implements Sessions {
  private static final int MOST_SESSIONS = 100;

  private final Map<String, Session> sessions =
      new LinkedHashMap<>(MOST_SESSIONS, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Session> eldest) {
          return size() > MOST_SESSIONS;
        }
      };

  @Override
  public void viewed(String visitor, Product product) {
    session(visitor).add(product);
  }

  @Override
  public synchronized void end(String visitor) {
    sessions.remove(visitor);
  }

  private synchronized Session session(String visitor) {
    return sessions.computeIfAbsent(visitor, id -> new Session());
  }
}
