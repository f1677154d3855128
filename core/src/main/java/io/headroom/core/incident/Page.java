package io.headroom.core.incident;

import io.headroom.core.incident.IncidentEvent.Escalated;
import io.headroom.core.incident.IncidentEvent.Paged;
import io.headroom.core.incident.IncidentEvent.Paged.Action;
import io.headroom.core.incident.IncidentEvent.Paged.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A step of the ladder that calls people by the pager, and what the pager was told of it.
 *
 * @param escalated the step
 * @param acknowledged whether somebody has acknowledged the incident since
 * @param answers what became of each attempt that was written down, oldest first
 */
public record Page(Escalated escalated, boolean acknowledged, List<Answered> answers) {

  /** What became of an attempt. */
  public record Answered(Action action, Outcome outcome, Instant at) {}

  public Page {
    answers = List.copyOf(answers);
  }

  static Page of(Escalated escalated) {
    return new Page(escalated, false, List.of());
  }

  Page nowAcknowledged() {
    return new Page(escalated, true, answers);
  }

  Page answered(Paged paged, Instant at) {
    var answer = new Answered(paged.action(), paged.outcome(), at);
    return new Page(
        escalated, acknowledged, Stream.concat(answers.stream(), Stream.of(answer)).toList());
  }

  /** Its place on the ladder, from 0. */
  public int step() {
    return escalated.step();
  }

  /** What became of an action last; empty if nothing is known to have been tried. */
  public Optional<Outcome> outcome(Action action) {
    return of(action).reduce((earlier, later) -> later).map(Answered::outcome);
  }

  /** Whether nothing more is to be tried for an action. */
  public boolean settled(Action action) {
    return outcome(action).filter(outcome -> outcome != Outcome.FAILED).isPresent();
  }

  /** Whether the pager may be calling people: it was sent, or nobody knows. */
  public boolean mayCall() {
    return of(Action.TRIGGER)
        .anyMatch(answer -> answer.outcome() == Outcome.SENT || answer.outcome() == Outcome.FAILED);
  }

  /** Since when attempts of an action fail. */
  public Optional<Instant> failingSince(Action action) {
    return of(action)
        .filter(answer -> answer.outcome() == Outcome.FAILED)
        .map(Answered::at)
        .findFirst();
  }

  private Stream<Answered> of(Action action) {
    return answers.stream().filter(answer -> answer.action() == action);
  }
}
