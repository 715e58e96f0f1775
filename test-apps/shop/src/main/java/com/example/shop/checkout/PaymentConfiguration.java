package com.example.shop.checkout;

import com.example.payment.PaymentService;
import java.io.IOException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The payment service runs beside the shop, with a port and threads of its own. */
@Configuration(proxyBeanMethods = false)
class PaymentConfiguration {
  @Bean
  PaymentService paymentService() throws IOException {
    return PaymentService.start();
  }
}
