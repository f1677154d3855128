package io.headroom.sandbox.slack;

import io.headroom.sandbox.slack.BotLink.Parcel;
import io.headroom.sandbox.slack.InteractionResult.Outcome;
import java.util.function.Function;

/** What comes of a person's act before the bot hears of it. */
sealed interface Prepared {

  /** It goes to the bot. */
  record ToSend(Parcel parcel) implements Prepared {}

  /** It cannot be sent; the person sees this. */
  record Refused(InteractionResult result) implements Prepared {}

  static Prepared refused(Outcome outcome, String notice) {
    return new Refused(InteractionResult.of(outcome, notice));
  }

  /** Sends it, unless it was refused, and says what the person sees of the delivery. */
  default InteractionResult send(BotLink bot, Function<Delivery, InteractionResult> seen) {
    return switch (this) {
      case ToSend(Parcel parcel) -> seen.apply(bot.send(parcel));
      case Refused(InteractionResult result) -> result;
    };
  }

  /** What the person sees of the delivery of a press or choice. */
  static InteractionResult seen(Delivery delivery) {
    if (delivery.acknowledged()) {
      return InteractionResult.of(Outcome.ACKNOWLEDGED, "");
    }
    return switch (String.valueOf(delivery.failure())) {
      case "http_timeout" ->
          InteractionResult.of(
              Outcome.TIMED_OUT, "Operation timed out. Apps need to respond within 3 seconds.");
      case "http_error" ->
          InteractionResult.of(
              Outcome.ERROR_STATUS, "This app responded with Status Code " + delivery.status());
      default -> InteractionResult.of(Outcome.UNREACHABLE, "This app could not be reached.");
    };
  }
}
