package io.headroom.bot;

import io.headroom.core.app.DecideClick.Decision;
import io.headroom.core.port.Responders;
import io.headroom.infra.slack.render.Mrkdwn;

/** What is said to a person when a click comes to nothing. In Slack's markup, escaped. */
final class Answers {

  /** A button, or its value, that this version does not know. */
  static final String OTHER_VERSION =
      "This button is from another version of Headroom. Use the ones in the newest message.";

  private static final String FAILED =
      "Headroom failed here, and nothing may have been done. Look at the thread, then press again;"
          + " the bot's log says why.";

  private Answers() {}

  /** Why a click was refused. */
  static String refused(Decision.Refused refused) {
    String sentence = Mrkdwn.escape(refused.why().sentence());
    return refused.detail().isBlank()
        ? sentence
        : sentence + " (" + Mrkdwn.plain(refused.detail(), 300) + ")";
  }

  /** What an exception means to the person who clicked. */
  static String failed(Exception e) {
    return switch (e) {
      case Responders.Unreadable unreadable ->
          Mrkdwn.escape(String.valueOf(unreadable.getMessage()));
      case UnknownButton unknown -> OTHER_VERSION;
      default -> FAILED;
    };
  }

  /** The name of what happened, for the log. */
  static String outcome(Exception e) {
    return switch (e) {
      case Responders.Unreadable unreadable -> "RESPONDERS_UNREADABLE";
      case UnknownButton unknown -> "UNKNOWN_BUTTON";
      default -> "FAILED";
    };
  }

  /** A button whose id or value cannot be read. */
  static final class UnknownButton extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnknownButton(String message) {
      super(message);
    }
  }
}
