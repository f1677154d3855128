package io.headroom.infra.slack.render;

/**
 * A channel that a service's tag asks for and that its thread could not open in.
 *
 * @param wanted what the tag says
 */
public record PassedOver(String wanted, Why why) {

  /** Why it could not. */
  public enum Why {
    /** It is no id of a channel. */
    NOT_AN_ID,
    /** Slack knows no such channel, or does not show it to the app. */
    NOT_FOUND,
    /** The app is not a member. */
    NOT_A_MEMBER,
    /** It is archived, or only others may write in it. */
    CLOSED
  }
}
