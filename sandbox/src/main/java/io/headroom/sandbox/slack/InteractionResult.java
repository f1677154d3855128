package io.headroom.sandbox.slack;

import java.util.Map;

/**
 * What a person sees after acting.
 *
 * @param outcome what happened
 * @param notice the words Slack shows, empty when it shows none
 * @param errors messages under the inputs of a modal, by block id
 */
public record InteractionResult(Outcome outcome, String notice, Map<String, String> errors) {

  /** How acting ended, as far as the person can tell. */
  public enum Outcome {
    /** The bot answered 200 within three seconds. */
    ACKNOWLEDGED,
    /** No answer within three seconds. */
    TIMED_OUT,
    /** The bot answered with another status. */
    ERROR_STATUS,
    /** No connection to the bot, or its URL is not set. */
    UNREACHABLE,
    /** The button, menu or view is not there any more; nothing was sent. */
    NOT_SHOWN,
    /** The person does not exist or is not in the channel; nothing was sent. */
    NOT_A_MEMBER,
    /** No such slash command; nothing was sent. */
    UNKNOWN_COMMAND,
    /** A required input of the modal is empty; nothing was sent. */
    INPUT_MISSING,
    /** The bot refused what was typed into the modal. */
    INPUT_REFUSED,
    /** The bot answered 200 with something Slack cannot show. */
    BAD_ANSWER
  }

  public InteractionResult {
    errors = Map.copyOf(errors);
  }

  static InteractionResult of(Outcome outcome, String notice) {
    return new InteractionResult(outcome, notice, Map.of());
  }

  /** Whether the bot took it. */
  public boolean ok() {
    return outcome == Outcome.ACKNOWLEDGED;
  }
}
