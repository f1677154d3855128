package io.headroom.infra.slack.render;

import io.headroom.core.remedy.VerificationResult;
import io.headroom.core.remedy.VerificationResult.Outcome;
import io.headroom.core.series.Bytes;

/** A verification in numbers, each with its bound. Plain text, nothing to escape. */
final class VerificationText {

  private VerificationText() {}

  /**
   * {@code peak 41% (below 80%), growth 0.2 MiB/10 min (below 1 MiB), 6 of 10 min}; a bound that
   * was not kept reads {@code not below}. Growth that may be no more than noise reads {@code not
   * surely above}: it is judged by what it is at the least. Where that was not judged, {@code
   * bound}.
   */
  static String numbers(VerificationResult result) {
    return readings(result) + ", " + Durations.progress(result.watched(), result.holdFor());
  }

  /** The same without the time. */
  static String readings(VerificationResult result) {
    String peak =
        result
            .peak()
            .map(
                ratio ->
                    "peak %s (%s %s)"
                        .formatted(
                            ratio, below(ratio.compareTo(result.below()) < 0), result.below()))
            .orElse("no memory samples yet (to stay below " + result.below() + ")");
    String growth =
        result
            .growth()
            .map(
                grown ->
                    "%s/%s (%s %s)"
                        .formatted(
                            growth(grown),
                            Durations.text(result.growthWithin()),
                            bound(grown, result),
                            result.growthBelow()))
            .orElse("growth not known yet (to stay below " + result.growthBelow() + ")");
    return peak + ", " + growth;
  }

  /** The bar of the time that must pass. */
  static String bar(VerificationResult result) {
    return ProgressBar.of(result.watched().toSeconds(), result.holdFor().toSeconds());
  }

  /** {@code verifying}, or how it ended. */
  static String state(VerificationResult result) {
    return switch (result.outcome()) {
      case WATCHING -> "verifying";
      case WAITING_FOR_METRICS -> "verifying, waiting for metrics";
      case HELD -> "verified";
      case ABOVE_THRESHOLD, GROWING, OOM_KILLED, NO_DATA -> "did not hold";
    };
  }

  /** Why it did not hold, with a colon before it; nothing where it may still hold. */
  static String reason(Outcome outcome) {
    return outcome.settled() && outcome != Outcome.HELD ? ": " + outcome.sentence() : "";
  }

  private static String below(boolean kept) {
    return kept ? "below" : "not below";
  }

  private static String bound(Bytes grown, VerificationResult result) {
    if (grown.compareTo(result.growthBelow()) < 0) {
      return below(true);
    }
    return switch (result.outcome()) {
      case GROWING -> below(false);
      case WATCHING, WAITING_FOR_METRICS, HELD -> "not surely above";
      // It ended for another reason: nobody asked whether it surely grew.
      case ABOVE_THRESHOLD, OOM_KILLED, NO_DATA -> "bound";
    };
  }

  private static String growth(Bytes grown) {
    return grown.value() < 0 ? "shrank " + new Bytes(-grown.value()) : "growth " + grown;
  }
}
