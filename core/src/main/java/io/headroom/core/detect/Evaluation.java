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
 */
public record Evaluation(
    Finding.Key key,
    Severity severity,
    State state,
    Reason reason,
    Subject subject,
    Optional<Instant> since,
    Optional<Finding.Reading> reading) {

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
    NOT_LONG_ENOUGH(State.PENDING),
    THRESHOLD_EXCEEDED(State.FIRING),
    /** It fired, and memory is not below the clear threshold, or not for long enough. */
    NOT_YET_CLEAR(State.FIRING),
    MISSING_DATA(State.NO_DATA),
    STALE_DATA(State.NO_DATA),
    /** The rule needs a metric that the service does not publish, or that is not read yet. */
    METRIC_NOT_PUBLISHED(State.NO_DATA),
    /** Rules of this kind are read from the runbook but not evaluated by this version. */
    KIND_NOT_EVALUATED(State.NO_DATA);

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
        key, severity, reason.state(), reason, subject, Optional.empty(), Optional.empty());
  }

  static Evaluation of(
      Finding.Key key,
      Severity severity,
      Reason reason,
      Subject subject,
      Instant since,
      Finding.Reading reading) {
    return new Evaluation(
        key, severity, reason.state(), reason, subject, Optional.of(since), Optional.of(reading));
  }

  /** The finding that a firing rule makes; empty in any other state. */
  public Optional<Finding> finding() {
    return state == State.FIRING && since.isPresent() && reading.isPresent()
        ? Optional.of(new Finding(key, severity, subject, since.get(), reading.get()))
        : Optional.empty();
  }
}
