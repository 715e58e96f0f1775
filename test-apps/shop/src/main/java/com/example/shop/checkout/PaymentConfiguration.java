package com.example.shop.checkout;

import com.example.payment.Acceptance;
import com.example.payment.PaymentService;
import java.io.IOException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The payment service runs beside the shop, with a port and threads of its own. */
@Configuration(proxyBeanMethods = false)
class PaymentConfiguration {
  @Bean
  PaymentService paymentService(Acceptance acceptance) throws IOException {
    return PaymentService.start(acceptance);
  }
}
