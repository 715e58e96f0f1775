package io.sonde.harness.load;

import static io.gatling.javaapi.core.CoreDsl.asLongAs;
import static io.gatling.javaapi.core.CoreDsl.constantUsersPerSec;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.jsonPath;
import static io.gatling.javaapi.core.CoreDsl.pause;
import static io.gatling.javaapi.core.CoreDsl.percent;
import static io.gatling.javaapi.core.CoreDsl.rampUsersPerSec;
import static io.gatling.javaapi.core.CoreDsl.randomSwitch;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.OpenInjectionStep;
import io.gatling.javaapi.core.ScenarioBuilder;
import io.gatling.javaapi.core.Session;
import io.gatling.javaapi.core.Simulation;
import io.gatling.javaapi.http.HttpProtocolBuilder;
import io.gatling.javaapi.http.HttpRequestActionBuilder;
import java.time.Duration;
import java.util.Iterator;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;

/**
 * Visitors who leaf through a category and look at two articles; half of them fill a cart, and half
 * of these buy. Which articles are looked at is the same in each run.
 */
public final class ShopSimulation extends Simulation {
  private static final int CATEGORIES = 10;
  private static final int PAGES = 3;
  private static final int PRODUCTS = 2400;

  private static final Duration THINKING = Duration.ofMillis(200);
  private static final Duration LOOKING = Duration.ofSeconds(1);
  private static final int LOOKS = 20;

  /** Name of the loop's counter in a visitor's session. */
  private static final String LOOK = "look";

  public ShopSimulation() {
    LoadOptions options = LoadOptions.published();
    HttpProtocolBuilder shop =
        http.baseUrl(options.url())
            .header("X-Visitor", "#{visitor}")
            .disableWarmUp()
            .disableCaching()
            .shareConnections();
    setUp(visit().injectOpen(arrivals(options))).protocols(shop);
  }

  private static OpenInjectionStep[] arrivals(LoadOptions options) {
    OpenInjectionStep steady = constantUsersPerSec(options.rate()).during(options.seconds());
    return options.ramp() == 0
        ? new OpenInjectionStep[] {steady}
        : new OpenInjectionStep[] {
          rampUsersPerSec(1).to(options.rate()).during(options.ramp()), steady
        };
  }

  private static ScenarioBuilder visit() {
    return scenario("visit")
        .feed(visitors())
        .exec(browse())
        .exec(
            randomSwitch()
                .on(percent(50).then(fillCart(), randomSwitch().on(percent(50).then(buy())))));
  }

  private static ChainBuilder browse() {
    return exec(http("list").get("/products?category=category-#{category}&page=#{page}"))
        .pause(THINKING)
        .exec(http("list").get("/products?category=category-#{category}&page=#{nextPage}"))
        .pause(THINKING)
        .exec(http("product").get("/products/#{first}"))
        .pause(THINKING)
        .exec(http("product").get("/products/#{second}"))
        .pause(THINKING);
  }

  private static ChainBuilder fillCart() {
    return exec(http("cart")
            .post("/carts")
            .check(status().is(200), jsonPath("$.id").saveAs("cart")))
        .exec(http("add").post("/carts/#{cart}/lines?product=#{first}&quantity=1"))
        .pause(THINKING)
        .exec(http("add").post("/carts/#{cart}/lines?product=#{second}&quantity=2"))
        .pause(THINKING)
        .exec(http("show cart").get("/carts/#{cart}"));
  }

  private static ChainBuilder buy() {
    return exec(http("checkout")
            .post("/carts/#{cart}/checkout")
            .check(status().is(200), jsonPath("$.id").saveAs("purchase")))
        .exec(asLongAs(ShopSimulation::awaitsPayment, LOOK).on(pause(LOOKING).exec(look())))
        .exec(look().check(jsonPath("$.status").is("PAID")));
  }

  private static HttpRequestActionBuilder look() {
    return http("purchase")
        .get("/purchases/#{purchase}")
        .check(status().is(200), jsonPath("$.status").saveAs("status"));
  }

  /** The payment service calls back when it has decided, which a busy shop answers late. */
  private static boolean awaitsPayment(Session session) {
    return !"PAID".equals(session.getString("status")) && session.getInt(LOOK) < LOOKS;
  }

  private static Iterator<Map<String, Object>> visitors() {
    Random choice = new Random(20261123);
    return LongStream.iterate(1, number -> number + 1)
        .mapToObj(number -> visitor(number, choice))
        .iterator();
  }

  private static Map<String, Object> visitor(long number, Random choice) {
    int page = choice.nextInt(PAGES);
    return Map.of(
        "visitor",
        "visitor-" + number,
        "category",
        choice.nextInt(CATEGORIES),
        "page",
        page,
        "nextPage",
        (page + 1) % PAGES,
        "first",
        choice.nextInt(PRODUCTS),
        "second",
        choice.nextInt(PRODUCTS));
  }
}
