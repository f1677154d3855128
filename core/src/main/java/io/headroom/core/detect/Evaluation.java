package io.headroom.core.detect;

import io.headroom.core.runbook.Severity;
import io.headroom.core.series.Subject;
import java.time.Instant;
import java.util.Optional;

/**
 * What a rule says of a service at one moment, and why.
 *
 * @param since when the condition began to hold; empty while it does not
 * @param reading the numbers behind it; empty without data
 * @param noDataSince since when it cannot be said; empty where it can, and where no value was seen
 *     as far back as is known
 */
public record Evaluation(
    Finding.Key key,
    Severity severity,
    State state,
    Reason reason,
    Subject subject,
    Optional<Instant> since,
    Optional<Finding.Reading> reading,
    Optional<Instant> noDataSince) {

  /** The states of a rule. */
  public enum State {
    NORMAL,
    /** The condition holds, but not for long enough. */
    PENDING,
    FIRING,
    /** It cannot be said: a rule that fired goes on, one that did not does not begin. */
    NO_DATA
  }

  /** Why a rule is in its state. */
  public enum Reason {
    WITHIN_THRESHOLD(State.NORMAL),
    /** It fired, and memory has been below the clear threshold for long enough. */
    CLEARED(State.NORMAL),
    /** The series is younger than the rule's window. */
    NOT_ENOUGH_HISTORY(State.NORMAL),
    /** Memory grew by enough, but its floor did not rise surely, or by no more than its noise. */
    NOT_SURE(State.NORMAL),
    /**
     * Memory grew, but only to where it was within a day: a cycle, or garbage not yet collected.
     */
    AS_HIGH_BEFORE(State.NORMAL),
    NOT_LONG_ENOUGH(State.PENDING),
    /** Tasks are being replaced, or have just begun: what they gain by that is no alarm. */
    TASKS_BEING_REPLACED(State.PENDING),
    THRESHOLD_EXCEEDED(State.FIRING),
    /** It fired, and memory is not below the clear threshold, or not for long enough. */
    NOT_YET_CLEAR(State.FIRING),
    MISSING_DATA(State.NO_DATA),
    STALE_DATA(State.NO_DATA),
    /** The rule needs a metric that the service does not publish. */
    METRIC_NOT_PUBLISHED(State.NO_DATA);

    private final State state;

    Reason(State state) {
      this.state = state;
    }

    public State state() {
      return state;
    }
  }

  static Evaluation of(Finding.Key key, Severity severity, Reason reason, Subject subject) {
    return new Evaluation(
        key,
        severity,
        reason.state(),
        reason,
        subject,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** One that cannot be said since a moment, if that is known. */
  static Evaluation unseen(
      Finding.Key key, Severity severity, Reason reason, Subject subject, Optional<Instant> since) {
    return new Evaluation(
        key, severity, reason.state(), reason, subject, Optional.empty(), Optional.empty(), since);
  }

  static Evaluation of(
      Finding.Key key,
      Severity severity,
      Reason reason,
      Subject subject,
      Instant since,
      Finding.Reading reading) {
    return new Evaluation(
        key,
        severity,
        reason.state(),
        reason,
        subject,
        Optional.of(since),
        Optional.of(reading),
        Optional.empty());
  }

  /** The one that is nearer to an alert; of two alike this one. */
  Evaluation worse(Evaluation other) {
    return other.rank() > rank() ? other : this;
  }

  private int rank() {
    return switch (state) {
      case NO_DATA -> 0;
      case NORMAL -> reason == Reason.NOT_ENOUGH_HISTORY ? 1 : 2;
      case PENDING -> 3;
      case FIRING -> reason == Reason.NOT_YET_CLEAR ? 4 : 5;
    };
  }

  /** The finding that a firing rule makes; empty in any other state. */
  public Optional<Finding> finding() {
    return state == State.FIRING && since.isPresent() && reading.isPresent()
        ? Optional.of(new Finding(key, severity, subject, since.get(), reading.get()))
        : Optional.empty();
  }
}
