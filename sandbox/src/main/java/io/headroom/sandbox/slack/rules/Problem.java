package io.headroom.sandbox.slack.rules;

/**
 * One thing Slack would refuse.
 *
 * @param what in the words of Slack's schema checker (the open-source hack-json-schema)
 * @param pointer RFC 6901 pointer into the arguments of the call, such as {@code /blocks/0/text}
 */
public record Problem(String what, String pointer) {

  /** As in the {@code errors} of an answer. */
  @Override
  public String toString() {
    return what + " [json-pointer:" + pointer + "]";
  }
}
