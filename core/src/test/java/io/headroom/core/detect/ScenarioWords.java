package io.headroom.core.detect;

import io.headroom.core.runbook.GrowthRule;
import io.headroom.core.runbook.LeakRule;
import io.headroom.core.runbook.Metric;
import io.headroom.core.runbook.OomKilledRule;
import io.headroom.core.runbook.RestartsRule;
import io.headroom.core.runbook.Rule;
import io.headroom.core.runbook.Severity;
import io.headroom.core.runbook.UsageRule;
import io.headroom.core.series.Bytes;
import io.headroom.core.series.Sample;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the values of a scenario: a rule in words, a series, a duration. */
final class ScenarioWords {

  private static final String PERCENT = "(\\d+)%";
  private static final String TIME = "(\\d+[mh])";
  private static final String SIZE = "(\\d+MiB)";
  private static final String OF = "(?: of (memory|heap|swap))?";

  private static final Pattern USAGE =
      words(
          "usage"
              + OF
              + " above "
              + PERCENT
              + " for "
              + TIME
              + ", clears below "
              + PERCENT
              + " for "
              + TIME);
  private static final Pattern GROWTH =
      words(
          "growth"
              + OF
              + " of more than "
              + SIZE
              + " within "
              + TIME
              + " for "
              + TIME
              + "(?:, while above "
              + PERCENT
              + ")?, clears below "
              + SIZE
              + " for "
              + TIME);
  private static final Pattern OOM_KILLED =
      words("oom-killed (\\d+) within " + TIME + ", clears after " + TIME);
  private static final Pattern RESTARTS =
      words("restarts (\\d+) within " + TIME + ", clears after " + TIME);
  private static final Pattern LEAK = words("leak, clears after " + TIME);

  private static final Pattern DURATION = words(TIME);
  private static final Pattern STEP =
      words("(_|\\d+(?:\\.\\d+)?)(?:\\.\\.(\\d+(?:\\.\\d+)?))?(?:x(\\d+))?");

  private ScenarioWords() {}

  /** A rule, as the examples in the folder's README write it. */
  static Rule rule(String text) {
    return first(text, USAGE, ScenarioWords::usage)
        .or(() -> first(text, GROWTH, ScenarioWords::growth))
        .or(() -> first(text, OOM_KILLED, ScenarioWords::oomKilled))
        .or(() -> first(text, RESTARTS, ScenarioWords::restarts))
        .or(() -> first(text, LEAK, ScenarioWords::leak))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "\"%s\" is no rule: write it as the README of the folder does, for instance"
                            .formatted(text)
                        + " \"usage above 80% for 5m, clears below 75% for 5m\""));
  }

  /** {@code 5m} or {@code 1h}. */
  static Duration duration(String text) {
    if (!DURATION.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "\"%s\" is no time: write whole minutes or hours, as in 5m or 1h".formatted(text));
    }
    long number = Long.parseLong(text.substring(0, text.length() - 1));
    return text.endsWith("h") ? Duration.ofHours(number) : Duration.ofMinutes(number);
  }

  /**
   * A value a minute, as in {@code 60 65 _ 92x5 40..60x30}: percent of the limit, gaps, repeats and
   * ramps. The last one is at {@code newest}.
   */
  static List<Sample> series(String text, Bytes limit, Instant newest) {
    List<Optional<Double>> minutes = new ArrayList<>();
    for (String step : text.split(" +", -1)) {
      minutes.addAll(step(step));
    }
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < minutes.size(); i++) {
      Instant at = newest.minus(Duration.ofMinutes(minutes.size() - 1L - i));
      minutes.get(i).map(p -> new Sample(at, p / 100 * limit.value())).ifPresent(samples::add);
    }
    return samples;
  }

  private static List<Optional<Double>> step(String text) {
    Matcher matcher = STEP.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "\"%s\" is no part of a series: write 60, _ for a gap, 60x5 or 40..60x30"
              .formatted(text));
    }
    int times = matcher.group(3) == null ? 1 : Integer.parseInt(matcher.group(3));
    if (times == 0 || (matcher.group(2) != null && times < 2)) {
      throw new IllegalArgumentException(
          "\"%s\" repeats too little: at least x1, and x2 for a ramp".formatted(text));
    }
    List<Optional<Double>> minutes = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      minutes.add(
          matcher.group(1).equals("_") ? Optional.empty() : Optional.of(at(matcher, i, times)));
    }
    return minutes;
  }

  private static double at(Matcher matcher, int i, int times) {
    double from = Double.parseDouble(matcher.group(1));
    double to = matcher.group(2) == null ? from : Double.parseDouble(matcher.group(2));
    return times == 1 ? from : from + (to - from) * i / (times - 1);
  }

  private static Rule usage(MatchResult words) {
    return new UsageRule(
        "rule",
        Severity.SEV3,
        metric(words.group(1)),
        percent(words.group(2)),
        duration(words.group(3)),
        percent(words.group(4)),
        duration(words.group(5)),
        "A scenario");
  }

  private static Rule growth(MatchResult words) {
    return new GrowthRule(
        "rule",
        Severity.SEV3,
        metric(words.group(1)),
        Bytes.parse(words.group(2)),
        duration(words.group(3)),
        duration(words.group(4)),
        words.group(5) == null ? 0 : percent(words.group(5)),
        Bytes.parse(words.group(6)),
        duration(words.group(7)),
        "A scenario");
  }

  private static Rule oomKilled(MatchResult words) {
    return new OomKilledRule(
        "rule",
        Severity.SEV1,
        Integer.parseInt(words.group(1)),
        duration(words.group(2)),
        duration(words.group(3)),
        "A scenario");
  }

  private static Rule restarts(MatchResult words) {
    return new RestartsRule(
        "rule",
        Severity.SEV1,
        Integer.parseInt(words.group(1)),
        duration(words.group(2)),
        duration(words.group(3)),
        "A scenario");
  }

  private static Rule leak(MatchResult words) {
    return new LeakRule(
        "rule", Severity.SEV2, Metric.MEMORY, 0, duration(words.group(1)), "A scenario");
  }

  private static Metric metric(@Nullable String word) {
    return word == null ? Metric.MEMORY : Metric.valueOf(word.toUpperCase(Locale.ROOT));
  }

  private static double percent(String whole) {
    return Integer.parseInt(whole) / 100.0;
  }

  private static Pattern words(String pattern) {
    return Pattern.compile(pattern);
  }

  private static Optional<Rule> first(
      String text, Pattern pattern, Function<MatchResult, Rule> reads) {
    Matcher matcher = pattern.matcher(text);
    return matcher.matches() ? Optional.of(reads.apply(matcher.toMatchResult())) : Optional.empty();
  }
}
