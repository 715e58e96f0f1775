package com.example.shop;

import com.example.payment.PaymentService;
import com.example.shop.database.Database;
import java.io.IOException;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Starts the shop, its database and the payment service, and prints one line that begins with
 * READY. Exit code 2: wrong usage.
 */
@SpringBootApplication
public class ShopApplication {
  public static void main(String[] args) {
    ShopOptions options;
    try {
      options = ShopOptions.parse(args);
    } catch (IllegalArgumentException e) {
      System.err.println("shop: " + e.getMessage());
      System.exit(2);
      return;
    }
    SpringApplication application = new SpringApplication(ShopApplication.class);
    application.setDefaultProperties(options.properties());
    try {
      announce(application.run());
    } catch (RuntimeException e) {
      System.err.println("shop: could not start: " + rootOf(e).getMessage());
      System.exit(1);
    }
    if (options.attended()) {
      Thread watch = new Thread(ShopApplication::endWithInput, "input-watch");
      watch.setDaemon(true);
      watch.start();
    }
  }

  private static Throwable rootOf(Throwable error) {
    Throwable root = error;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }

  /**
   * Whoever started the shop holds its input: when that process is gone, the shop has no more work.
   */
  private static void endWithInput() {
    try {
      while (System.in.read() >= 0) {
        // Nothing is said there; only the end counts.
      }
    } catch (IOException e) {
      System.err.println("shop: input failed, so the shop ends: " + e.getMessage());
    }
    System.exit(0);
  }

  private static void announce(ConfigurableApplicationContext context) {
    int port = ((ServletWebServerApplicationContext) context).getWebServer().getPort();
    context.getBean(PaymentService.class).callBackTo(port);
    System.out.printf(
        "READY port=%d payments=%d postgres=%d%n",
        port, context.getBean(PaymentService.class).port(), context.getBean(Database.class).port());
    System.out.flush();
  }
}
