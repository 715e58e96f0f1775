package com.example.shop.checkout;

import com.example.payment.PaymentService;
import java.math.BigDecimal;
import java.net.http.HttpClient;
import java.time.Duration;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;

/** Asks the payment service for money. */
@Component
public class PaymentClient {
  private static final Duration LIMIT = Duration.ofSeconds(5);

  private final RestClient client;

  PaymentClient(PaymentService service) {
    JdkClientHttpRequestFactory requests =
        new JdkClientHttpRequestFactory(
            HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(LIMIT)
                .build());
    requests.setReadTimeout(LIMIT);
    client =
        RestClient.builder()
            .requestFactory(requests)
            .baseUrl("http://localhost:" + service.port())
            .build();
  }

  void request(long purchase, BigDecimal amount) {
    client
        .post()
        .uri("/payments?purchase={purchase}&amount={amount}", purchase, amount)
        .retrieve()
        .toBodilessEntity();
  }
}
