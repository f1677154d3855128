package io.headroom.core.runbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headroom.core.series.Bytes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class RunbookTest {

  private static final Duration FIVE = Duration.ofMinutes(5);

  @Test
  void severitiesCompareByHowBadTheyAre() {
    assertThat(Severity.SEV3.max(Severity.SEV1)).isEqualTo(Severity.SEV1);
    assertThat(Severity.SEV2.max(Severity.SEV3)).isEqualTo(Severity.SEV2);
    assertThat(Severity.SEV2).isGreaterThan(Severity.SEV3).isLessThan(Severity.SEV1);
  }

  @Test
  void listsAndSettingsAreCopies() {
    List<String> steps = new ArrayList<>(List.of("One."));
    Map<String, String> settings = new HashMap<>(Map.of("every", "6h"));
    RemedyOption remedy = new RemedyOption(RemedyKind.RECYCLE, "t", "w", "r", "i", steps, settings);

    steps.add("Two.");
    settings.clear();

    assertThat(remedy.steps()).containsExactly("One.");
    assertThat(remedy.settings()).containsEntry("every", "6h");
    assertThatThrownBy(() -> remedy.settings().put("a", "b"))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void aUsageRuleRefusesWhatCannotBe() {
    assertThatThrownBy(() -> usage("Memory High", 0.8, 0.7, FIVE))
        .hasMessage("an id is lower-case words joined by hyphens, not \"Memory High\"");
    assertThatThrownBy(() -> usage("m", 1.1, 0.7, FIVE))
        .hasMessage("above is above 0 and at most 1, not 1.1");
    assertThatThrownBy(() -> usage("m", 0.8, 0.9, FIVE)).hasMessage("clear-below is at most above");
    assertThatThrownBy(() -> usage("m", 0.8, 0.7, Duration.ZERO))
        .hasMessage("for is more than no time, not PT0S");
    assertThat(usage("m", 0.8, 0.8, FIVE).clearBelow()).isEqualTo(0.8);
  }

  @Test
  void aGrowthRuleRefusesWhatCannotBe() {
    assertThatThrownBy(() -> growth(0, 1, 0)).hasMessage("more-than is more than nothing, not 0 B");
    assertThatThrownBy(() -> growth(5, 6, 0)).hasMessage("clear-below is at most more-than");
    assertThatThrownBy(() -> growth(5, 5, 1)).hasMessage("while-above is at least 0 and below 1");
    assertThat(growth(5, 5, 0.8).whileAbove()).isEqualTo(0.8);
  }

  @Test
  void countsAndRatesArePositive() {
    assertThatThrownBy(() -> new OomKilledRule("o", Severity.SEV1, 0, FIVE, FIVE, "s"))
        .hasMessage("count is at least 1, not 0");
    assertThatThrownBy(() -> new RestartsRule("o", Severity.SEV1, 0, FIVE, FIVE, "s"))
        .hasMessage("count is at least 1, not 0");
    assertThatThrownBy(
            () -> new RateRule("r", Severity.SEV3, RateMetric.GC, 10, FIVE, FIVE, 11, FIVE, "s"))
        .hasMessage("clear-below-per-second is more than 0 and at most above-per-second");
  }

  @Test
  void aLadderAscends() {
    Runbook small = RunbookReader.read("small.yaml", RunbookText.SMALL);
    EscalationStep first = small.escalation().getFirst();
    EscalationStep same = new EscalationStep("lead", "Lead", "Slack", first.after(), List.of());

    assertThatThrownBy(() -> withLadder(small, List.of(first, same)))
        .hasMessage("escalation times ascend strictly");
    assertThatThrownBy(() -> withLadder(small, List.of()))
        .hasMessage("a runbook has at least one escalation step");
  }

  @Test
  void wordsOfRemediesAreThoseOfTheFiles() {
    assertThat(RemedyKind.values())
        .extracting(RemedyKind::word)
        .contains("restart", "stop-hottest-task", "raise-limit", "scale-out", "fix-code");
  }

  private static UsageRule usage(String id, double above, double clearBelow, Duration forAtLeast) {
    return new UsageRule(
        id, Severity.SEV3, Metric.MEMORY, above, forAtLeast, clearBelow, FIVE, "Memory is high.");
  }

  private static GrowthRule growth(long moreThan, long clearBelow, double whileAbove) {
    return new GrowthRule(
        "g",
        Severity.SEV2,
        Metric.MEMORY,
        Bytes.mib(moreThan),
        FIVE,
        FIVE,
        whileAbove,
        Bytes.mib(clearBelow),
        FIVE,
        "Memory grows.");
  }

  private static Runbook withLadder(Runbook r, List<EscalationStep> ladder) {
    return new Runbook(
        r.id(),
        r.title(),
        r.seed(),
        r.severity(),
        r.seedSeverity(),
        r.summary(),
        r.appliesTo(),
        r.symptoms(),
        r.impact(),
        r.causes(),
        r.rules(),
        r.diagnosis(),
        r.remedies(),
        r.verification(),
        r.escalateWhen(),
        ladder,
        r.evidence(),
        r.postIncident(),
        r.prevention(),
        r.readings(),
        r.background());
  }
}
