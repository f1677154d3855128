package io.headroom.infra.slack;

import io.headroom.infra.log.Mask;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Slack refused a call or did not answer. */
public final class SlackFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Why, and with it what to do. */
  public enum Reason {
    /** Too many calls; nothing was done. Try again after {@link SlackFailure#retryAfter}. */
    RATE_LIMITED(true, "Nothing to do: it is tried again."),
    /** A time-out, a broken connection or a fault of Slack: the call may have taken effect. */
    NO_ANSWER(true, "Nothing to do: it is tried again."),
    /** The message, or the parent of the thread, was deleted or belongs to another app. */
    MESSAGE_GONE(false, "Nothing to do: it is posted anew."),
    /** Slack knows no such channel, or the app may not see it. */
    CHANNEL_NOT_FOUND(
        false,
        "Set the parameter Channel to a channel's id (C0123456789, not its name); a private channel"
            + " has to invite the app first."),
    /** The app is not a member of the channel. */
    NOT_IN_CHANNEL(false, "Invite the app: /invite @Headroom in that channel."),
    /** The channel is archived, or only some may write in it. */
    CHANNEL_CLOSED(
        false, "Unarchive the channel, let the app write in it, or choose another channel."),
    /** The token lacks a scope. */
    MISSING_SCOPE(
        false, "Add the scope to the Slack app, as in the manifest, and install the app again."),
    /** The token is wrong, revoked or of a removed app. */
    INVALID_AUTH(false, "Put the app's bot token (xoxb-…) into the secret that SlackSecret names."),
    /** Slack does not take the message as it is. */
    INVALID_MESSAGE(false, "This is a fault of Headroom: please report it with this message."),
    /** Any other refusal. */
    REFUSED(false, "See Slack's documentation of that error.");

    private final boolean passing;
    private final String advice;

    Reason(boolean passing, String advice) {
      this.passing = passing;
      this.advice = advice;
    }

    /** Whether the same call may succeed later without anybody's doing. */
    public boolean passing() {
      return passing;
    }

    /** What to do, in a sentence or two. */
    public String advice() {
      return advice;
    }
  }

  private final Reason reason;
  private final @Nullable Duration retryAfter;

  /**
   * @param call what was asked: {@code chat.postMessage in C0123456789}
   * @param detail Slack's words
   */
  public SlackFailure(Reason reason, String call, String detail) {
    super(sentence(reason, call, detail));
    this.reason = reason;
    this.retryAfter = null;
  }

  /** The same, with what caused it. */
  public SlackFailure(Reason reason, String call, String detail, Throwable cause) {
    super(sentence(reason, call, detail), cause);
    this.reason = reason;
    this.retryAfter = null;
  }

  private SlackFailure(String call, Duration retryAfter) {
    super(
        sentence(
            Reason.RATE_LIMITED, call, "try again after " + retryAfter.toSeconds() + " seconds"));
    this.reason = Reason.RATE_LIMITED;
    this.retryAfter = retryAfter;
  }

  /** Too many calls, and Slack said when to come back. */
  public static SlackFailure rateLimited(String call, Duration retryAfter) {
    return new SlackFailure(call, retryAfter);
  }

  public Reason reason() {
    return reason;
  }

  /** When to try again, where Slack says it. */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }

  private static String sentence(Reason reason, String call, String detail) {
    return "Slack: %s: %s (%s). %s".formatted(call, Mask.of(detail), reason, reason.advice());
  }
}
