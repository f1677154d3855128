package io.headroom.core.remedy;

import io.headroom.core.runbook.RemedyKind;

/** A remedy of the incident's runbooks: a button that works, or one that says why it is off. */
public sealed interface Offer {

  RemedyKind kind();

  /** A button that works. */
  record Available(RemedyPlan plan) implements Offer {
    @Override
    public RemedyKind kind() {
      return plan.remedy().kind();
    }
  }

  /**
   * A button that is off.
   *
   * @param detail what exactly stands in its way; may be empty
   */
  record Off(RemedyKind kind, Refusal why, String detail) implements Offer {}
}
