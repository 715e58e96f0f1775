package com.example.faults.machine;

/** The steps of a quotation, each about as dear as the others. */
final class QuoteSteps {
  private static final int ROUNDS = 100_000;

  private QuoteSteps() {}

  /** All steps: some milliseconds of work. */
  static long all(int customer) {
    return basePrice(customer)
        + discount(customer)
        + tax(customer)
        + freight(customer)
        + insurance(customer)
        + creditScore(customer)
        + availability(customer)
        + commission(customer);
  }

  private static long basePrice(int customer) {
    long price = customer;
    for (int i = 1; i < ROUNDS; i++) {
      price += price / i + i;
    }
    return price;
  }

  private static long discount(int customer) {
    long discount = customer;
    for (int i = 1; i < ROUNDS; i++) {
      discount = (discount * 7 + i) % (i + 13);
    }
    return discount;
  }

  private static long tax(int customer) {
    long tax = customer;
    for (int i = 1; i < ROUNDS; i++) {
      tax = (tax + i * 19L) / 100 + i % (1 + (tax & 7));
    }
    return tax;
  }

  private static long freight(int customer) {
    long freight = customer;
    for (int i = 1; i < ROUNDS; i++) {
      freight ^= (freight + i) % (i + 3);
    }
    return freight;
  }

  private static long insurance(int customer) {
    long premium = customer;
    for (int i = 1; i < ROUNDS; i++) {
      premium += (premium + 3L * i) / (i + 5);
    }
    return premium;
  }

  private static long creditScore(int customer) {
    long score = customer;
    for (int i = 1; i < ROUNDS; i++) {
      score = score % (i + 850) + i;
    }
    return score;
  }

  private static long availability(int customer) {
    long stock = customer;
    for (int i = 1; i < ROUNDS; i++) {
      stock = (stock + 11L * i) % (i + 7);
    }
    return stock;
  }

  private static long commission(int customer) {
    long commission = customer;
    for (int i = 1; i < ROUNDS; i++) {
      commission += (commission - i) / (i + 2);
    }
    return commission;
  }
}
