package com.example.shop.session;

import com.example.shop.catalogue.Product;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Every visitor's session, until the visitor has bought. */
public final class SessionStore implements Sessions {
  private final Map<String, Session> sessions = new ConcurrentHashMap<>();

  @Override
  public void viewed(String visitor, Product product) {
    sessions.computeIfAbsent(visitor, id -> new Session()).add(product);
  }

  @Override
  public void end(String visitor) {
    sessions.remove(visitor);
  }
}
