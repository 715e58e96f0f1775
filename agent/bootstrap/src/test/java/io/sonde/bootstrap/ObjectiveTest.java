package io.sonde.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ObjectiveTest {
  @AfterEach
  void forget() {
    Objectives.start(List.of());
    Routes.clear();
  }

  @Test
  void requests_countForThoseObjectivesThatAreAboutThem() {
    Objective orders = new Objective("orders", "GET /orders", 0.99, 100);
    Objective all = new Objective("all", "*", 0.99, 1_000);
    Objectives.start(List.of(orders, all));
    RouteCell route = Routes.http("GET", "/orders", "/orders", 200);
    route.add(100, false, -1, -1);
    route.add(101, false, -1, -1);
    route.add(10, true, -1, -1);
    Routes.http("GET", "/carts", "/carts", 200).add(2_000, false, -1, -1);
    assertThat(orders.total()).isEqualTo(3);
    assertThat(orders.good()).as("within the bound, and not failed").isEqualTo(1);
    assertThat(all.total()).isEqualTo(4);
    assertThat(all.good()).isEqualTo(2);
  }

  @Test
  void routeOfNobody_countsForNone() {
    Objective all = new Objective("all", "*", 0.99, 1_000);
    Objectives.start(List.of(all));
    new RouteCell(Requests.HTTP, "").add(1, false, -1, -1);
    assertThat(all.total()).isZero();
  }
}
