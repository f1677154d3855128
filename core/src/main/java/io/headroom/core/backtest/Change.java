package io.headroom.core.backtest;

import io.headroom.core.detect.Evaluation;
import java.time.Instant;

/**
 * A rule that began to fire, or ended.
 *
 * @param at when that would have been known
 * @param evaluation what the rule said at that moment, with its numbers
 */
public record Change(Instant at, Event event, Condition condition, Evaluation evaluation) {

  /** What happened. */
  public enum Event {
    ALERT,
    CLEAR
  }
}
