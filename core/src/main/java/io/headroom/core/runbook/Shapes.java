package io.headroom.core.runbook;

import java.util.List;
import java.util.stream.Stream;

/** Every kind of mapping in a runbook file. The schema says the same; a test compares the two. */
final class Shapes {

  static final Shape RUNBOOK =
      new Shape(
          "a runbook",
          "runbook",
          List.of(
              "id",
              "title",
              "seed",
              "severity",
              "seed-severity",
              "summary",
              "applies-to",
              "symptoms",
              "rules",
              "diagnosis",
              "remedies",
              "verification",
              "escalation",
              "evidence",
              "post-incident",
              "prevention"),
          List.of("impact", "causes", "escalate-when", "readings", "background"));

  static final Shape USAGE =
      rule("usage", List.of("of", "above", "for", "clear-below", "clear-for"), List.of("out-of"));

  static final Shape GROWTH =
      rule(
          "growth",
          List.of("of", "more-than", "within", "for", "clear-below", "clear-for"),
          List.of("out-of", "while-above"));

  static final Shape LEAK = rule("leak", List.of("of", "clear-for"), List.of("while-above"));

  static final Shape RATE =
      rule(
          "rate",
          List.of("of", "above-per-second", "within", "for", "clear-below-per-second", "clear-for"),
          List.of("out-of"));

  static final Shape OOM_KILLED =
      rule("oom-killed", List.of("count", "within", "clear-for"), List.of());

  static final Shape RESTARTS =
      rule("restarts", List.of("count", "within", "clear-for"), List.of());

  static final Shape STEP =
      new Shape("a diagnosis step", "step", List.of("title", "expected"), List.of("commands"));

  static final Shape REMEDY =
      new Shape(
          "a remedy",
          "remedy",
          List.of("kind", "title", "when-to-use", "risk", "impact", "steps"),
          List.of("settings"));

  static final Shape VERIFICATION =
      new Shape(
          "a verification",
          "verification",
          List.of("below", "growth-below", "growth-within", "hold-for", "no-oom-kills"),
          List.of("steps"));

  static final Shape ESCALATION =
      new Shape(
          "an escalation step",
          "escalation-step",
          List.of("id", "who", "contact", "after"),
          List.of("when"));

  static final Shape BACKGROUND =
      new Shape(
          "the background",
          "background",
          List.of(),
          List.of(
              "recovery-time",
              "owner",
              "slo-impact",
              "related-metrics",
              "log-events",
              "metrics-to-track",
              "long-term",
              "resources",
              "provenance"));

  static final Shape RECOVERY_TIME =
      new Shape("a recovery time", "recovery-time", List.of("at-most"), List.of("at-least"));

  static final Shape RELATED_METRIC =
      new Shape("a related metric", "related-metric", List.of("metric", "meaning"), List.of());

  static final List<Shape> RULES = List.of(USAGE, GROWTH, LEAK, RATE, OOM_KILLED, RESTARTS);

  static final List<Shape> ALL =
      Stream.concat(
              RULES.stream(),
              Stream.of(
                  RUNBOOK,
                  STEP,
                  REMEDY,
                  VERIFICATION,
                  ESCALATION,
                  BACKGROUND,
                  RECOVERY_TIME,
                  RELATED_METRIC))
          .toList();

  private Shapes() {}

  private static Shape rule(String kind, List<String> own, List<String> optional) {
    List<String> required =
        Stream.of(List.of("id", "kind", "severity"), own, List.of("summary"))
            .flatMap(List::stream)
            .toList();
    return new Shape("a rule of kind " + kind, kind + "-rule", required, optional);
  }
}
