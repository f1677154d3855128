package io.headroom.core.runbook;

import static io.headroom.core.runbook.Quantities.BYTES;
import static io.headroom.core.runbook.Quantities.COUNT;
import static io.headroom.core.runbook.Quantities.DURATION;
import static io.headroom.core.runbook.Quantities.PER_SECOND;
import static io.headroom.core.runbook.Quantities.RATIO;
import static io.headroom.core.runbook.Quantities.RATIO_BELOW_ONE;
import static io.headroom.core.runbook.Types.ID;
import static io.headroom.core.runbook.Types.TEXT;

import io.headroom.core.series.Bytes;
import java.time.Duration;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** Reads one rule; its {@code kind} says which keys it has. */
final class RuleReader {

  /** The kinds of rule, by their YAML word. */
  enum Kind {
    USAGE,
    GROWTH,
    LEAK,
    RATE,
    OOM_KILLED,
    RESTARTS
  }

  static final Type<Severity> SEVERITY = Types.word(Severity.values(), Severity::name);
  static final Type<Metric> METRIC = Types.word(Metric.values(), Types::kebab);
  static final Type<RateMetric> RATE_METRIC = Types.word(RateMetric.values(), Types::kebab);

  private static final String NO_DAYS =
      "the leak detector looks at days, which are kept of memory alone; write \"of: memory\", or a"
          + " growth rule";
  private static final Type<Kind> KIND = Types.word(Kind.values(), Types::kebab);

  private RuleReader() {}

  /** A {@link Type}. */
  static Optional<Rule> read(Node node, Problems problems) {
    if (!(node instanceof MappingNode)) {
      return problems.none(node, "expected a rule, found " + Types.found(node));
    }
    Optional<ScalarNode> kind = Lists.value(node, "kind");
    if (kind.isEmpty()) {
      return problems.none(node, "a rule has no \"kind\"");
    }
    return KIND.read(kind.get(), problems).flatMap(k -> read(k, node, problems));
  }

  private static Optional<Rule> read(Kind kind, Node node, Problems problems) {
    return switch (kind) {
      case USAGE -> usage(Fields.of(node, Shapes.USAGE, problems));
      case GROWTH -> growth(Fields.of(node, Shapes.GROWTH, problems));
      case LEAK -> leak(Fields.of(node, Shapes.LEAK, problems));
      case RATE -> rate(Fields.of(node, Shapes.RATE, problems));
      case OOM_KILLED -> oomKilled(Fields.of(node, Shapes.OOM_KILLED, problems));
      case RESTARTS -> restarts(Fields.of(node, Shapes.RESTARTS, problems));
    };
  }

  private static Optional<Rule> usage(Fields fields) {
    Head head = Head.read(fields);
    Field<Metric> of = fields.required("of", METRIC);
    Field<Double> above = fields.required("above", RATIO);
    Field<Duration> forAtLeast = fields.required("for", DURATION);
    Field<Optional<Duration>> outOf = RuleTimes.outOf(fields, forAtLeast);
    Field<Double> clearBelow = fields.required("clear-below", RATIO);
    RuleTimes.reach(fields, forAtLeast);
    RuleTimes.reach(fields, head.clearFor);
    fields.check(
        clearBelow,
        above,
        (clear, fire) -> clear <= fire,
        "clear-below is higher than above; the rule would clear while it fires");
    return fields.build(
        () ->
            new UsageRule(
                head.id.get(),
                head.severity.get(),
                of.get(),
                above.get(),
                forAtLeast.get(),
                outOf.get(),
                clearBelow.get(),
                head.clearFor.get(),
                head.summary.get()));
  }

  private static Optional<Rule> growth(Fields fields) {
    Head head = Head.read(fields);
    Field<Metric> of = fields.required("of", METRIC);
    Field<Bytes> moreThan = fields.required("more-than", BYTES);
    Field<Duration> within = fields.required("within", DURATION);
    Field<Duration> forAtLeast = fields.required("for", DURATION);
    Field<Optional<Duration>> outOf = RuleTimes.outOf(fields, forAtLeast);
    Field<Double> whileAbove = fields.optional("while-above", RATIO_BELOW_ONE, 0.0);
    Field<Bytes> clearBelow = fields.required("clear-below", BYTES);
    RuleTimes.reach(fields, forAtLeast, within);
    RuleTimes.reach(fields, head.clearFor, within);
    fields.check(
        clearBelow,
        moreThan,
        (clear, fire) -> clear.compareTo(fire) <= 0,
        "clear-below is higher than more-than; the rule would clear while it fires");
    return fields.build(
        () ->
            new GrowthRule(
                head.id.get(),
                head.severity.get(),
                of.get(),
                moreThan.get(),
                within.get(),
                forAtLeast.get(),
                outOf.get(),
                whileAbove.get(),
                clearBelow.get(),
                head.clearFor.get(),
                head.summary.get()));
  }

  private static Optional<Rule> leak(Fields fields) {
    Head head = Head.read(fields);
    Field<Metric> of = fields.required("of", METRIC);
    fields.check(of, of, (metric, same) -> metric == Metric.MEMORY, NO_DAYS);
    Field<Double> whileAbove = fields.optional("while-above", RATIO_BELOW_ONE, 0.0);
    return fields.build(
        () ->
            new LeakRule(
                head.id.get(),
                head.severity.get(),
                of.get(),
                whileAbove.get(),
                head.clearFor.get(),
                head.summary.get()));
  }

  private static Optional<Rule> rate(Fields fields) {
    Head head = Head.read(fields);
    Field<RateMetric> of = fields.required("of", RATE_METRIC);
    Field<Double> above = fields.required("above-per-second", PER_SECOND);
    Field<Duration> within = fields.required("within", DURATION);
    Field<Duration> forAtLeast = fields.required("for", DURATION);
    Field<Optional<Duration>> outOf = RuleTimes.outOf(fields, forAtLeast);
    Field<Double> clearBelow = fields.required("clear-below-per-second", PER_SECOND);
    RuleTimes.reach(fields, forAtLeast, within);
    RuleTimes.reach(fields, head.clearFor, within);
    fields.check(
        clearBelow,
        above,
        (clear, fire) -> clear <= fire,
        "clear-below-per-second is higher than above-per-second; the rule would clear while it"
            + " fires");
    return fields.build(
        () ->
            new RateRule(
                head.id.get(),
                head.severity.get(),
                of.get(),
                above.get(),
                within.get(),
                forAtLeast.get(),
                outOf.get(),
                clearBelow.get(),
                head.clearFor.get(),
                head.summary.get()));
  }

  private static Optional<Rule> oomKilled(Fields fields) {
    Head head = Head.read(fields);
    Field<Integer> count = fields.required("count", COUNT);
    Field<Duration> within = fields.required("within", DURATION);
    return fields.build(
        () ->
            new OomKilledRule(
                head.id.get(),
                head.severity.get(),
                count.get(),
                within.get(),
                head.clearFor.get(),
                head.summary.get()));
  }

  private static Optional<Rule> restarts(Fields fields) {
    Head head = Head.read(fields);
    Field<Integer> count = fields.required("count", COUNT);
    Field<Duration> within = fields.required("within", DURATION);
    RuleTimes.remembered(fields, within);
    RuleTimes.remembered(fields, head.clearFor);
    return fields.build(
        () ->
            new RestartsRule(
                head.id.get(),
                head.severity.get(),
                count.get(),
                within.get(),
                head.clearFor.get(),
                head.summary.get()));
  }

  /** What every rule has. */
  private record Head(
      Field<String> id, Field<Severity> severity, Field<String> summary, Field<Duration> clearFor) {

    static Head read(Fields fields) {
      fields.required("kind", KIND);
      return new Head(
          fields.required("id", ID),
          fields.required("severity", SEVERITY),
          fields.required("summary", TEXT),
          fields.required("clear-for", DURATION));
    }
  }
}
