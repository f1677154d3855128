package io.headroom.core.runbook;

import io.headroom.core.series.Bytes;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** What must be true between the parts of a runbook. */
final class Contradictions {

  private final Problems problems;

  Contradictions(Problems problems) {
    this.problems = problems;
  }

  void find(
      Field<AppliesTo> appliesTo,
      Field<List<Rule>> rules,
      Field<List<RemedyOption>> remedies,
      Field<Verification> verification,
      Field<List<EscalationStep>> escalation) {
    Lists.unique(rules.node(), "id", "rule id", problems);
    Lists.unique(remedies.node(), "title", "title of a remedy", problems);
    Lists.unique(escalation.node(), "id", "id of an escalation step", problems);
    heapNeedsATag(appliesTo, rules.node());
    ladderAscends(escalation.node());
    for (Rule rule : rules.value().orElse(List.of())) {
      verification.value().ifPresent(v -> verifiedIsNotFiring(v, verification.node(), rule));
    }
  }

  /** No service has a heap metric unless somebody publishes one. */
  private void heapNeedsATag(Field<AppliesTo> appliesTo, Node rules) {
    if (appliesTo.value().equals(Optional.of(AppliesTo.EVERY_SERVICE))) {
      Lists.values(rules, "of")
          .filter(of -> of.getValue().equals(Types.kebab(Metric.HEAP)))
          .forEach(
              of ->
                  problems.at(
                      of,
                      "a heap rule in a runbook for every-service: heap is a metric that only some"
                          + " applications publish; write \"applies-to: tagged\""));
    }
  }

  private void ladderAscends(Node escalation) {
    Duration latest = Duration.ofSeconds(-1);
    for (ScalarNode node : Lists.values(escalation, "after").toList()) {
      // A wrong time has been reported already; here it only cannot be compared.
      Optional<Duration> after = Quantities.DURATION_OR_ZERO.read(node, new Problems(""));
      if (after.isPresent() && after.get().compareTo(latest) <= 0) {
        problems.at(node, "escalation times must ascend; this one is not after the one before");
      }
      latest = after.orElse(latest);
    }
  }

  /** Memory that still fires a rule cannot count as repaired. */
  private void verifiedIsNotFiring(Verification verification, Node node, Rule rule) {
    if (rule instanceof UsageRule usage
        && usage.of() == Metric.MEMORY
        && verification.below() > usage.above()) {
      problems.at(
          at(node, "below"),
          "below is higher than what rule \"%s\" fires at; it could be verified while it fires"
              .formatted(rule.id()));
    }
    if (rule instanceof GrowthRule growth
        && growth.of() == Metric.MEMORY
        && perSecond(verification.growthBelow(), verification.growthWithin())
            > perSecond(growth.moreThan(), growth.within())) {
      problems.at(
          at(node, "growth-below"),
          "growth-below allows faster growth than rule \"%s\" fires at; it could be verified while"
                  .formatted(rule.id())
              + " it fires");
    }
  }

  private static Node at(Node mapping, String key) {
    return Lists.value(mapping, key).map(Node.class::cast).orElse(mapping);
  }

  private static double perSecond(Bytes growth, Duration window) {
    return (double) growth.value() / window.toSeconds();
  }
}
