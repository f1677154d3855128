package io.headroom.sandbox.replay;

import io.headroom.core.detect.leak.TimeLeft;
import io.headroom.core.detect.verdict.Verdict;
import io.headroom.infra.slack.render.Durations;
import java.util.Locale;

/** Verdicts for a terminal. */
public final class Words {

  private Words() {}

  /** As a command line has it: {@code step-after-deployment}. */
  public static String kind(Verdict verdict) {
    return verdict.kind().name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** How sure it is: {@code low}, {@code medium} or {@code high}. */
  public static String confidence(Verdict verdict) {
    return verdict.confidence().name().toLowerCase(Locale.ROOT);
  }

  /** {@code 6 h (5 h to 8 h)}. */
  public static String timeLeft(TimeLeft left) {
    return "%s (%s to %s)"
        .formatted(
            Durations.text(left.likely()), Durations.text(left.low()), Durations.text(left.high()));
  }

  /** The verdict with its numbers. */
  public static String verdict(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Leak leak ->
          "leak of %s an hour over %s%s"
              .formatted(
                  leak.perHour(),
                  Durations.text(leak.seenOver()),
                  leak.since().map(since -> ", since " + since.taskDefinition()).orElse(""));
      case Verdict.Load load ->
          "load: %s at this time of day as well, over %d %s"
              .formatted(load.usual(), load.days(), load.days() == 1 ? "day" : "days");
      case Verdict.StepAfterDeployment step ->
          "step from %s to %s after the deployment of %s"
              .formatted(step.from(), step.to(), step.revision().taskDefinition());
      case Verdict.Plateau plateau ->
          "plateau at %s for %s".formatted(plateau.level(), Durations.text(plateau.steadyFor()));
      case Verdict.Spike spike ->
          "spike from %s to %s within %s"
              .formatted(spike.from(), spike.to(), Durations.text(spike.within()));
      case Verdict.OomLoop loop ->
          "%d OOM kills within %s".formatted(loop.kills(), Durations.text(loop.within()));
      case Verdict.Unknown unknown -> "no verdict: " + unknown.why().words();
    };
  }
}
