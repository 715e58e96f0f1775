package io.sonde.analyzer.finding;

/**
 * What must hold between two findings before one is taken for the other's cause. Places are those
 * of the application's own code; a finding names the most telling one first.
 */
enum Bond {
  /** Nothing more: the mechanism leaves no other way. */
  ALWAYS {
    @Override
    boolean holds(Finding cause, Finding consequence) {
      return true;
    }
  },
  /** The cause is bad enough to do it: a warning at least. */
  WARNED {
    @Override
    boolean holds(Finding cause, Finding consequence) {
      return isWarning(cause);
    }
  },
  /** The cause is bad enough to do it: a warning, and no milder than what it is to explain. */
  AS_SEVERE {
    @Override
    boolean holds(Finding cause, Finding consequence) {
      return isWarning(cause) && cause.severity().compareTo(consequence.severity()) >= 0;
    }
  },
  /** Both point at the same code, or concern the same route. */
  SAME_PLACE {
    @Override
    boolean holds(Finding cause, Finding consequence) {
      return Places.agree(cause, consequence);
    }
  },
  /** Both point at the same code, and the cause is no milder. */
  SAME_PLACE_AS_SEVERE {
    @Override
    boolean holds(Finding cause, Finding consequence) {
      return Places.shareCode(cause, consequence)
          && cause.severity().compareTo(consequence.severity()) >= 0;
    }
  },
  /** Both point at the same code, and the consequence's time goes into making objects. */
  SAME_PLACE_ALLOCATING {
    @Override
    boolean holds(Finding cause, Finding consequence) {
      return SAME_PLACE_AS_SEVERE.holds(cause, consequence)
          && consequence.location().stream().anyMatch(Location::allocates);
    }
  },
  /** Both name the same pool; one that names none contradicts none. */
  SAME_POOL {
    @Override
    boolean holds(Finding cause, Finding consequence) {
      return !Places.nameDifferent("pool", cause, consequence);
    }
  },
  /** The collections behind the consequence were started for want of metadata space. */
  METADATA {
    @Override
    boolean holds(Finding cause, Finding consequence) {
      return consequence.evidence().stream().anyMatch(each -> each.text().contains("Metadata GC"));
    }
  },
  /** Code asked for most of the collections whose cost the consequence states. */
  ASKED_FOR {
    @Override
    boolean holds(Finding cause, Finding consequence) {
      return isWarning(cause)
          && number(consequence, Evidence.ASKED_COLLECTIONS)
              > number(consequence, Evidence.COLLECTIONS);
    }
  },
  /**
   * The places agree; or nothing speaks against it, and the cause explains half as much. What is
   * only a note by itself explains no warning: it would be there without the fault.
   */
  LIKELY {
    @Override
    boolean holds(Finding cause, Finding consequence) {
      if (isWarning(consequence) && !isWarning(cause)) {
        return false;
      }
      return Places.agree(cause, consequence)
          || !Places.contradict(cause, consequence) && outweighs(cause, consequence, LIKELY_SHARE);
    }

    @Override
    boolean isSure(Finding cause, Finding consequence) {
      return Places.agree(cause, consequence);
    }
  },
  /**
   * What the consequence's threads did is known by its code, so the cause must be among that: who
   * sleeps does not wait for a query elsewhere. Where nothing is known, what is likely holds.
   */
  DONE_THERE {
    @Override
    boolean holds(Finding cause, Finding consequence) {
      return LIKELY.holds(cause, consequence)
          && (consequence.location().isEmpty() || Places.agree(cause, consequence));
    }

    @Override
    boolean isSure(Finding cause, Finding consequence) {
      return Places.agree(cause, consequence);
    }
  },
  /** Places cannot tell, as with CPU time: the cause explains a quarter as much at least. */
  WEIGHTY {
    @Override
    boolean holds(Finding cause, Finding consequence) {
      return outweighs(cause, consequence, WEIGHTY_SHARE);
    }

    @Override
    boolean isSure(Finding cause, Finding consequence) {
      return false;
    }
  },
  /**
   * The consequence is a queue that formed while the processors were full, as its own evidence
   * says: those at its head lack them. What requests lacked them for is then the smaller share, for
   * the rest of them waits behind. Otherwise the weight must tell.
   */
  STARVED {
    @Override
    boolean holds(Finding cause, Finding consequence) {
      return isWarning(cause)
          && (consequence.evidence().stream().anyMatch(Bond::saysFull)
              || WEIGHTY.holds(cause, consequence));
    }

    @Override
    boolean isSure(Finding cause, Finding consequence) {
      return false;
    }
  },
  /** Places cannot tell, and much else can be why: the cause explains as much at least. */
  DOMINANT {
    @Override
    boolean holds(Finding cause, Finding consequence) {
      return outweighs(cause, consequence, 1);
    }

    @Override
    boolean isSure(Finding cause, Finding consequence) {
      return false;
    }
  };

  /**
   * Of the consequence's impact: below it the larger part has another cause. The places say nothing
   * here, so the weight must.
   */
  private static final double LIKELY_SHARE = 0.5;

  /**
   * Of the consequence's impact. Threads that compete for processors hold what others wait for, and
   * those wait for all of the holders before them: waiting grows with the queue, so the cause's own
   * share is the smaller one. A quarter is our choice.
   */
  private static final double WEIGHTY_SHARE = 0.25;

  abstract boolean holds(Finding cause, Finding consequence);

  /** False where only weight speaks for it; asked where {@link #holds} is true. */
  boolean isSure(Finding cause, Finding consequence) {
    return true;
  }

  /** A number that proves the finding; 0 where it has none of that label. */
  private static double number(Finding finding, String label) {
    return finding.evidence().stream()
        .filter(each -> each.label().equals(label))
        .mapToDouble(Evidence::value)
        .findFirst()
        .orElse(0);
  }

  private static boolean saysFull(Evidence evidence) {
    return evidence.label().equals(Evidence.PROCESSORS)
        && evidence.threshold() != null
        && evidence.value() >= evidence.threshold();
  }

  private static boolean isWarning(Finding finding) {
    return finding.severity().compareTo(Severity.WARNING) >= 0;
  }

  /** Shares of different wholes cannot be compared: then the severity must do. */
  private static boolean outweighs(Finding cause, Finding consequence, double share) {
    if (!isWarning(cause)) {
      return false;
    }
    return cause.impactOf() == consequence.impactOf()
        ? cause.impact() >= consequence.impact() * share
        : cause.severity().compareTo(consequence.severity()) >= 0;
  }
}
