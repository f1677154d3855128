package io.headroom.sandbox.scenarios;

import io.headroom.core.detect.Evaluation.Reason;
import io.headroom.core.detect.Evaluation.State;
import io.headroom.core.runbook.Rule;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One block of a scenario file: a situation, and what is to be said of it.
 *
 * @param place file and line where the block begins
 * @param sentence what it shows, for people
 * @param rule a rule of the block's own; empty for those of the runbooks
 */
record Scenario(
    String place, String sentence, Situation situation, Optional<Rule> rule, Expected expected) {

  /** What a scenario expects. */
  sealed interface Expected {}

  /**
   * What its rule says at the end.
   *
   * @param fired whether the rule fired up to then
   */
  record Moment(boolean fired, Reason reason) implements Expected {}

  /**
   * What happens from the first value to the last.
   *
   * @param states by rule ({@code runbook/rule}; empty for the block's own), the states it goes
   *     through
   * @param says what people are told, in order; empty where that is left open
   */
  record Story(Map<String, List<Run>> states, Optional<List<String>> says) implements Expected {}

  /**
   * A state that lasts.
   *
   * @param span how long; empty where that is left open
   */
  record Run(State state, Optional<Duration> span) {
    @Override
    public String toString() {
      return state + span.map(time -> " " + Words.text(time)).orElse("");
    }
  }
}
