package io.headroom.infra.slack.render;

import io.headroom.core.detect.leak.TimeLeft;
import io.headroom.core.detect.verdict.Confidence;
import io.headroom.core.detect.verdict.Revision;
import io.headroom.core.detect.verdict.Verdict;
import io.headroom.core.detect.verdict.Verdict.Kind;
import io.headroom.core.series.Bytes;
import java.time.Duration;

/** A verdict in words: what it is, the numbers behind it, how sure it is. */
public final class VerdictText {

  private VerdictText() {}

  /** Its name in a line: {@code step after a deployment}. */
  public static String word(Kind kind) {
    return switch (kind) {
      case LEAK -> "leak";
      case LOAD -> "load";
      case STEP_AFTER_DEPLOYMENT -> "step after a deployment";
      case PLATEAU -> "plateau";
      case SPIKE -> "spike";
      case OOM_LOOP -> "OOM loop";
      case UNKNOWN -> "no verdict";
    };
  }

  /** Its name: {@code Step after a deployment}. */
  public static String name(Kind kind) {
    return Headline.capital(word(kind));
  }

  /** The whole of it as a line of markup, with how sure it is. */
  static String line(Verdict verdict) {
    String numbers = numbers(verdict);
    return switch (verdict.kind()) {
      case UNKNOWN -> "*%s:* %s".formatted(name(verdict.kind()), numbers);
      case LEAK, LOAD, STEP_AFTER_DEPLOYMENT, PLATEAU, SPIKE, OOM_LOOP ->
          "*%s:* %s _(%s)_".formatted(name(verdict.kind()), numbers, sure(verdict.confidence()));
    };
  }

  /** The numbers behind it, as markup: names of task definitions are escaped. */
  private static String numbers(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Leak leak ->
          "the floor of memory rises %s an hour%s, seen over %s%s%s"
              .formatted(
                  leak.perHour(),
                  bounds(leak.perHourLow(), leak.perHourHigh()),
                  Durations.text(leak.seenOver()),
                  leak.since().map(revision -> ", since " + name(revision)).orElse(""),
                  leak.timeLeft().map(left -> "; *" + left(left) + "*").orElse(""));
      case Verdict.Load load ->
          "at %s, as at this time of %s before (%s)"
              .formatted(
                  load.now(),
                  load.days() == 1 ? "the day" : "the %d days".formatted(load.days()),
                  load.usual());
      case Verdict.StepAfterDeployment step ->
          "from %s to %s since %s, and steady there"
              .formatted(step.from(), step.to(), name(step.revision()));
      case Verdict.Plateau plateau ->
          "steady at %s for %s".formatted(plateau.level(), Durations.text(plateau.steadyFor()));
      case Verdict.Spike spike ->
          "from %s to %s within %s, without a deployment"
              .formatted(spike.from(), spike.to(), Durations.text(spike.within()));
      case Verdict.OomLoop loop ->
          "killed for memory %s within %s"
              .formatted(Plural.times(loop.kills()), Durations.text(loop.within()));
      case Verdict.Unknown unknown -> unknown.why().words();
    };
  }

  /** {@code about 6 h to the limit (5 h to 8 h)}. */
  static String left(TimeLeft left) {
    return "about %s to the limit (%s to %s)"
        .formatted(text(left.likely()), text(left.low()), text(left.high()));
  }

  private static String text(Duration time) {
    return time.toHours() >= 10 && time.toHours() < 24
        ? time.plusMinutes(30).toHours() + " h"
        : Durations.text(time);
  }

  private static String bounds(Bytes low, Bytes high) {
    return low.equals(high) ? "" : " (%s to %s)".formatted(low, high);
  }

  private static String name(Revision revision) {
    return "%s was deployed at %s"
        .formatted(
            Mrkdwn.code(revision.taskDefinition(), 120), SlackTime.dayAndTime(revision.at()));
  }

  private static String sure(Confidence confidence) {
    return switch (confidence) {
      case HIGH -> "high confidence";
      case MEDIUM -> "medium confidence";
      case LOW -> "low confidence";
    };
  }
}
