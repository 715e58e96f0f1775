package io.sonde.analyzer.demo;

import java.nio.file.Files;
import java.nio.file.Path;

/** The built jars of a checkout. */
public record Checkout(Path home) {
  /** Set by the launcher script. */
  private static final String HOME = "sonde.home";

  /**
   * @throws DemoException when this Sonde does not run from a checkout that has been built
   */
  public static Checkout find() {
    String home = System.getProperty(HOME);
    if (home == null) {
      throw new DemoException(
          "the demo needs Sonde's checkout: start it there with ./sonde demo, or give java"
              + " -Dsonde.home=DIRECTORY.");
    }
    Checkout checkout = new Checkout(Path.of(home).toAbsolutePath());
    for (Path jar : new Path[] {checkout.shopJar(), checkout.loadJar(), checkout.agentJar()}) {
      if (!Files.isReadable(jar)) {
        throw new DemoException(
            jar
                + " is not built; run mvn -DskipTests package in "
                + checkout.home
                + ", or ./sonde demo, which does it.");
      }
    }
    return checkout;
  }

  Path agentJar() {
    return home.resolve("agent/target/sonde-agent.jar");
  }

  Path shopJar() {
    return home.resolve("test-apps/shop/target/sonde-shop.jar");
  }

  Path loadJar() {
    return home.resolve("test-apps/harness/target/sonde-load.jar");
  }

  /** PostgreSQL's unpacked programs, so that only the first demo unpacks them. */
  Path postgres() {
    return home.resolve("test-apps/shop/target/postgres");
  }

  public Path output(DemoFaults faults) {
    return home.resolve("target/demo").resolve(faults.folder());
  }
}
