package io.headroom.sandbox.scenarios;

import io.headroom.core.runbook.GrowthRule;
import io.headroom.core.runbook.LeakRule;
import io.headroom.core.runbook.Metric;
import io.headroom.core.runbook.OomKilledRule;
import io.headroom.core.runbook.RateMetric;
import io.headroom.core.runbook.RateRule;
import io.headroom.core.runbook.RestartsRule;
import io.headroom.core.runbook.Rule;
import io.headroom.core.runbook.Severity;
import io.headroom.core.runbook.UsageRule;
import io.headroom.core.series.Bytes;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a rule in words. */
final class RuleWords {

  private static final String PERCENT = "(\\d+)%";
  private static final String TIME = "(\\d+[mh])";
  private static final String SIZE = "(\\d+MiB)";
  private static final String NUMBER = "(\\d+(?:\\.\\d+)?)";
  private static final String OUT_OF = "(?: out of (\\d+[mh]))?";
  private static final String OF = "(?: of (memory|heap|swap))?";

  private static final Pattern USAGE =
      words(
          "usage"
              + OF
              + " above "
              + PERCENT
              + " for "
              + TIME
              + OUT_OF
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
              + OUT_OF
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

  private static final Pattern RATE =
      words(
          "gc above "
              + NUMBER
              + " a second within "
              + TIME
              + " for "
              + TIME
              + OUT_OF
              + ", clears below "
              + NUMBER
              + " for "
              + TIME);

  private RuleWords() {}

  /** A rule, as the examples in the folder's README write it. */
  static Rule rule(String text) {
    return first(text, USAGE, RuleWords::usage)
        .or(() -> first(text, GROWTH, RuleWords::growth))
        .or(() -> first(text, RATE, RuleWords::rate))
        .or(() -> first(text, OOM_KILLED, RuleWords::oomKilled))
        .or(() -> first(text, RESTARTS, RuleWords::restarts))
        .or(() -> first(text, LEAK, RuleWords::leak))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "\"%s\" is no rule: write it as the README of the folder does, for instance"
                            .formatted(text)
                        + " \"usage above 80% for 5m, clears below 75% for 5m\""));
  }

  private static Rule usage(MatchResult words) {
    return new UsageRule(
        "rule",
        Severity.SEV3,
        metric(words.group(1)),
        percent(words.group(2)),
        Words.duration(words.group(3)),
        outOf(words.group(4)),
        percent(words.group(5)),
        Words.duration(words.group(6)),
        "A scenario");
  }

  private static Rule growth(MatchResult words) {
    return new GrowthRule(
        "rule",
        Severity.SEV3,
        metric(words.group(1)),
        Bytes.parse(words.group(2)),
        Words.duration(words.group(3)),
        Words.duration(words.group(4)),
        outOf(words.group(5)),
        words.group(6) == null ? 0 : percent(words.group(6)),
        Bytes.parse(words.group(7)),
        Words.duration(words.group(8)),
        "A scenario");
  }

  private static Rule rate(MatchResult words) {
    return new RateRule(
        "rule",
        Severity.SEV3,
        RateMetric.GC,
        Double.parseDouble(words.group(1)),
        Words.duration(words.group(2)),
        Words.duration(words.group(3)),
        outOf(words.group(4)),
        Double.parseDouble(words.group(5)),
        Words.duration(words.group(6)),
        "A scenario");
  }

  private static Optional<Duration> outOf(@Nullable String words) {
    return Optional.ofNullable(words).map(Words::duration);
  }

  private static Rule oomKilled(MatchResult words) {
    return new OomKilledRule(
        "rule",
        Severity.SEV1,
        Integer.parseInt(words.group(1)),
        Words.duration(words.group(2)),
        Words.duration(words.group(3)),
        "A scenario");
  }

  private static Rule restarts(MatchResult words) {
    return new RestartsRule(
        "rule",
        Severity.SEV1,
        Integer.parseInt(words.group(1)),
        Words.duration(words.group(2)),
        Words.duration(words.group(3)),
        "A scenario");
  }

  private static Rule leak(MatchResult words) {
    return new LeakRule(
        "rule", Severity.SEV2, Metric.MEMORY, 0, Words.duration(words.group(1)), "A scenario");
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
