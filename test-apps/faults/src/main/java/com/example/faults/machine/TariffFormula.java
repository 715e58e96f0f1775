package com.example.faults.machine;

import java.util.function.LongUnaryOperator;

/** A tenant's tariff: bands of surcharges and discounts, as its table has them. */
public final class TariffFormula implements LongUnaryOperator {
  @Override
  public long applyAsLong(long amount) {
    return base(amount)
        + weight(amount)
        + distance(amount)
        + season(amount)
        + customer(amount)
        + fuel(amount);
  }

  private static long base(long amount) {
    long value = amount;
    if (value % 2 < 1) {
      value += amount * 5 / 13;
    } else {
      value ^= amount + 14;
    }
    if (value % 3 < 1) {
      value += amount * 6 / 14;
    } else {
      value ^= amount + 21;
    }
    if (value % 4 < 2) {
      value += amount * 7 / 15;
    } else {
      value ^= amount + 28;
    }
    if (value % 5 < 2) {
      value += amount * 8 / 16;
    } else {
      value ^= amount + 35;
    }
    if (value % 6 < 3) {
      value += amount * 9 / 17;
    } else {
      value ^= amount + 42;
    }
    if (value % 7 < 3) {
      value += amount * 10 / 18;
    } else {
      value ^= amount + 49;
    }
    if (value % 8 < 4) {
      value += amount * 11 / 19;
    } else {
      value ^= amount + 56;
    }
    if (value % 9 < 4) {
      value += amount * 12 / 20;
    } else {
      value ^= amount + 63;
    }
    return value;
  }

  private static long weight(long amount) {
    long value = amount;
    if (value % 10 < 5) {
      value += amount * 13 / 21;
    } else {
      value ^= amount + 70;
    }
    if (value % 11 < 5) {
      value += amount * 14 / 22;
    } else {
      value ^= amount + 77;
    }
    if (value % 12 < 6) {
      value += amount * 15 / 23;
    } else {
      value ^= amount + 84;
    }
    if (value % 13 < 6) {
      value += amount * 16 / 24;
    } else {
      value ^= amount + 91;
    }
    if (value % 14 < 7) {
      value += amount * 17 / 25;
    } else {
      value ^= amount + 98;
    }
    if (value % 15 < 7) {
      value += amount * 18 / 26;
    } else {
      value ^= amount + 105;
    }
    if (value % 16 < 8) {
      value += amount * 19 / 27;
    } else {
      value ^= amount + 112;
    }
    if (value % 17 < 8) {
      value += amount * 20 / 28;
    } else {
      value ^= amount + 119;
    }
    return value;
  }

  private static long distance(long amount) {
    long value = amount;
    if (value % 18 < 9) {
      value += amount * 21 / 29;
    } else {
      value ^= amount + 126;
    }
    if (value % 19 < 9) {
      value += amount * 22 / 30;
    } else {
      value ^= amount + 133;
    }
    if (value % 20 < 10) {
      value += amount * 23 / 31;
    } else {
      value ^= amount + 140;
    }
    if (value % 21 < 10) {
      value += amount * 24 / 32;
    } else {
      value ^= amount + 147;
    }
    if (value % 22 < 11) {
      value += amount * 25 / 33;
    } else {
      value ^= amount + 154;
    }
    if (value % 23 < 11) {
      value += amount * 26 / 34;
    } else {
      value ^= amount + 161;
    }
    if (value % 24 < 12) {
      value += amount * 27 / 35;
    } else {
      value ^= amount + 168;
    }
    if (value % 25 < 12) {
      value += amount * 28 / 36;
    } else {
      value ^= amount + 175;
    }
    return value;
  }

  private static long season(long amount) {
    long value = amount;
    if (value % 26 < 13) {
      value += amount * 29 / 37;
    } else {
      value ^= amount + 182;
    }
    if (value % 27 < 13) {
      value += amount * 30 / 38;
    } else {
      value ^= amount + 189;
    }
    if (value % 28 < 14) {
      value += amount * 31 / 39;
    } else {
      value ^= amount + 196;
    }
    if (value % 29 < 14) {
      value += amount * 32 / 40;
    } else {
      value ^= amount + 203;
    }
    if (value % 30 < 15) {
      value += amount * 33 / 41;
    } else {
      value ^= amount + 210;
    }
    if (value % 31 < 15) {
      value += amount * 34 / 42;
    } else {
      value ^= amount + 217;
    }
    if (value % 32 < 16) {
      value += amount * 35 / 43;
    } else {
      value ^= amount + 224;
    }
    if (value % 33 < 16) {
      value += amount * 36 / 44;
    } else {
      value ^= amount + 231;
    }
    return value;
  }

  private static long customer(long amount) {
    long value = amount;
    if (value % 34 < 17) {
      value += amount * 37 / 45;
    } else {
      value ^= amount + 238;
    }
    if (value % 35 < 17) {
      value += amount * 38 / 46;
    } else {
      value ^= amount + 245;
    }
    if (value % 36 < 18) {
      value += amount * 39 / 47;
    } else {
      value ^= amount + 252;
    }
    if (value % 37 < 18) {
      value += amount * 40 / 48;
    } else {
      value ^= amount + 259;
    }
    if (value % 38 < 19) {
      value += amount * 41 / 49;
    } else {
      value ^= amount + 266;
    }
    if (value % 39 < 19) {
      value += amount * 42 / 50;
    } else {
      value ^= amount + 273;
    }
    if (value % 40 < 20) {
      value += amount * 43 / 51;
    } else {
      value ^= amount + 280;
    }
    if (value % 41 < 20) {
      value += amount * 44 / 52;
    } else {
      value ^= amount + 287;
    }
    return value;
  }

  private static long fuel(long amount) {
    long value = amount;
    if (value % 42 < 21) {
      value += amount * 45 / 53;
    } else {
      value ^= amount + 294;
    }
    if (value % 43 < 21) {
      value += amount * 46 / 54;
    } else {
      value ^= amount + 301;
    }
    if (value % 44 < 22) {
      value += amount * 47 / 55;
    } else {
      value ^= amount + 308;
    }
    if (value % 45 < 22) {
      value += amount * 48 / 56;
    } else {
      value ^= amount + 315;
    }
    if (value % 46 < 23) {
      value += amount * 49 / 57;
    } else {
      value ^= amount + 322;
    }
    if (value % 47 < 23) {
      value += amount * 50 / 58;
    } else {
      value ^= amount + 329;
    }
    if (value % 48 < 24) {
      value += amount * 51 / 59;
    } else {
      value ^= amount + 336;
    }
    if (value % 49 < 24) {
      value += amount * 52 / 60;
    } else {
      value ^= amount + 343;
    }
    return value;
  }
}
