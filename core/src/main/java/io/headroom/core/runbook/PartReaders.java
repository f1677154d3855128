package io.headroom.core.runbook;

import static io.headroom.core.runbook.Quantities.DURATION;
import static io.headroom.core.runbook.Types.TEXT;
import static io.headroom.core.runbook.Types.TEXTS;

import io.headroom.core.series.Bytes;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.Node;

/** Reads the parts of a runbook other than rules and remedies; each method is a {@link Type}. */
final class PartReaders {

  private PartReaders() {}

  static Optional<Step> step(Node node, Problems problems) {
    Fields fields = Fields.of(node, Shapes.STEP, problems);
    Field<String> title = fields.required("title", TEXT);
    Field<List<String>> commands = fields.optional("commands", TEXTS, List.of());
    Field<String> expected = fields.required("expected", TEXT);
    return fields.build(() -> new Step(title.get(), commands.get(), expected.get()));
  }

  static Optional<Verification> verification(Node node, Problems problems) {
    Fields fields = Fields.of(node, Shapes.VERIFICATION, problems);
    Field<Double> below = fields.required("below", Quantities.RATIO);
    Field<Bytes> growthBelow = fields.required("growth-below", Quantities.BYTES);
    Field<Duration> growthWithin = fields.required("growth-within", DURATION);
    Field<Duration> holdFor = fields.required("hold-for", DURATION);
    Field<Boolean> noOomKills = fields.required("no-oom-kills", Types.FLAG);
    Field<List<String>> steps = fields.optional("steps", TEXTS, List.of());
    fields.check(
        holdFor,
        growthWithin,
        (hold, window) -> hold.compareTo(window) >= 0,
        "hold-for is shorter than growth-within; it would end before growth is known");
    return fields.build(
        () ->
            new Verification(
                below.get(),
                growthBelow.get(),
                growthWithin.get(),
                holdFor.get(),
                noOomKills.get(),
                steps.get()));
  }

  static Optional<EscalationStep> escalation(Node node, Problems problems) {
    Fields fields = Fields.of(node, Shapes.ESCALATION, problems);
    Field<String> id = fields.required("id", Types.ID);
    Field<String> who = fields.required("who", TEXT);
    Field<String> contact = fields.required("contact", TEXT);
    Field<Duration> after = fields.required("after", Quantities.DURATION_OR_ZERO);
    Field<List<String>> when = fields.optional("when", TEXTS, List.of());
    return fields.build(
        () -> new EscalationStep(id.get(), who.get(), contact.get(), after.get(), when.get()));
  }

  static Optional<Background> background(Node node, Problems problems) {
    Fields fields = Fields.of(node, Shapes.BACKGROUND, problems);
    Field<Optional<RecoveryTime>> recovery =
        fields.maybe("recovery-time", PartReaders::recoveryTime);
    Field<Optional<String>> owner = fields.maybe("owner", TEXT);
    Field<List<String>> sloImpact = fields.optional("slo-impact", TEXTS, List.of());
    Field<List<RelatedMetric>> metrics =
        fields.optional("related-metrics", Types.list(PartReaders::relatedMetric), List.of());
    Field<List<String>> logEvents = fields.optional("log-events", TEXTS, List.of());
    Field<List<String>> toTrack = fields.optional("metrics-to-track", TEXTS, List.of());
    Field<List<String>> longTerm = fields.optional("long-term", TEXTS, List.of());
    Field<List<String>> resources = fields.optional("resources", TEXTS, List.of());
    Field<List<String>> provenance = fields.optional("provenance", TEXTS, List.of());
    return fields.build(
        () ->
            new Background(
                recovery.get(),
                owner.get(),
                sloImpact.get(),
                metrics.get(),
                logEvents.get(),
                toTrack.get(),
                longTerm.get(),
                resources.get(),
                provenance.get()));
  }

  private static Optional<RecoveryTime> recoveryTime(Node node, Problems problems) {
    Fields fields = Fields.of(node, Shapes.RECOVERY_TIME, problems);
    Field<Duration> atLeast =
        fields.optional("at-least", Quantities.DURATION_OR_ZERO, Duration.ZERO);
    Field<Duration> atMost = fields.required("at-most", DURATION);
    fields.check(
        atLeast,
        atMost,
        (least, most) -> least.compareTo(most) <= 0,
        "at-least is longer than at-most");
    return fields.build(() -> new RecoveryTime(atLeast.get(), atMost.get()));
  }

  private static Optional<RelatedMetric> relatedMetric(Node node, Problems problems) {
    Fields fields = Fields.of(node, Shapes.RELATED_METRIC, problems);
    Field<String> metric = fields.required("metric", TEXT);
    Field<String> meaning = fields.required("meaning", TEXT);
    return fields.build(() -> new RelatedMetric(metric.get(), meaning.get()));
  }
}
