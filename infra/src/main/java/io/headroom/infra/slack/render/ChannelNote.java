package io.headroom.infra.slack.render;

import io.headroom.core.fleet.Tags;

/** Says in a thread why it is not in the channel that the service's tag asks for. */
public final class ChannelNote {

  /** Key of the message. */
  public static final String KEY = "channel";

  private ChannelNote() {}

  /** A reply below the parent. */
  public static Message of(PassedOver passedOver) {
    String wanted = Mrkdwn.code(passedOver.wanted(), 80);
    String line =
        "This thread is here and not in %s, which the tag `%s` names: %s."
            .formatted(wanted, Tags.CHANNEL, because(passedOver.why()));
    return new Message(
        KEY,
        Mrkdwn.plain("The tag %s names no channel to write in".formatted(Tags.CHANNEL)),
        new BlockList().context(line).build());
  }

  private static String because(PassedOver.Why why) {
    return switch (why) {
      case NOT_AN_ID ->
          "that is no id of a channel, such as `C0123456789` (in Slack: the channel's name, then About)";
      case NOT_FOUND -> "Slack knows no such channel, or it is private and has not invited the app";
      case NOT_A_MEMBER -> "the app is not in that channel; invite it there: `/invite @Headroom`";
      case CLOSED -> "that channel is archived, or the app may not write in it";
    };
  }
}
