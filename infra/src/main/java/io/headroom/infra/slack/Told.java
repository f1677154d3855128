package io.headroom.infra.slack;

import java.util.List;

/**
 * What came of telling an incident.
 *
 * @param posted keys of messages that were posted
 * @param edited keys of messages that were edited
 * @param adopted keys of messages that an earlier run had posted and not remembered
 * @param unformatted keys of messages that Slack took only as text: a fault to look into
 */
public record Told(
    Outcome outcome,
    List<String> posted,
    List<String> edited,
    List<String> adopted,
    List<String> unformatted) {

  /** The outcome, by name. */
  public enum Outcome {
    /** The thread shows the incident as it is. */
    TOLD,
    /** The thread showed this version already; Slack was not called. */
    UP_TO_DATE,
    /** There is no such incident. */
    INCIDENT_UNKNOWN,
    /** Someone else told the same incident meanwhile: try again. */
    OVERTAKEN
  }

  public Told {
    posted = List.copyOf(posted);
    edited = List.copyOf(edited);
    adopted = List.copyOf(adopted);
    unformatted = List.copyOf(unformatted);
  }

  static Told nothing(Outcome outcome) {
    return new Told(outcome, List.of(), List.of(), List.of(), List.of());
  }
}
