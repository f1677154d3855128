package io.headroom.core.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.core.series.Bytes;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("shipped-runbooks")
final class BundledRunbooksTest {

  private final Runbooks runbooks = Runbooks.bundled();

  @Test
  void areAllTheFilesThereAre() throws IOException, URISyntaxException {
    Path directory = directory();
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(
              Stream.concat(
                      RunbookFiles.BUNDLED.stream().map(id -> id + ".yaml"),
                      Stream.of("runbook.schema.json"))
                  .toList());
    }
    assertThat(runbooks.all())
        .extracting(Runbook::id)
        .containsExactlyElementsOf(RunbookFiles.BUNDLED);
    assertThat(Runbooks.load(directory).all()).containsExactlyInAnyOrderElementsOf(runbooks.all());
  }

  @ParameterizedTest
  @CsvSource({
    "container-limit, SEV3, warning, EVERY_SERVICE",
    "memory-leak, SEV2, SEV2; SEV1 if the application crashed or is unresponsive, EVERY_SERVICE",
    "pod-memory, SEV1, P1, EVERY_SERVICE",
    "nodejs-heap, SEV3, Warning, TAGGED",
    "python-service, SEV2, HIGH, TAGGED"
  })
  void haveTheSeveritiesOfTheirSeeds(
      String id, Severity severity, String seedSeverity, AppliesTo appliesTo) {
    Runbook runbook = runbooks.get(id).orElseThrow();

    assertThat(runbook.severity()).isEqualTo(severity);
    assertThat(runbook.seedSeverity()).isEqualTo(seedSeverity);
    assertThat(runbook.appliesTo()).isEqualTo(appliesTo);
    assertThat(runbook.seed()).isEqualTo(id + ".md");
  }

  @Test
  void readTheSeedsLeakRuleAsGrowthAndNotAsARate() {
    assertThat(runbooks.get("python-service").orElseThrow().rule("memory-rising"))
        .contains(
            new GrowthRule(
                "memory-rising",
                Severity.SEV3,
                Metric.MEMORY,
                Bytes.mib(10),
                Duration.ofMinutes(30),
                Duration.ofHours(1),
                0,
                Bytes.mib(5),
                Duration.ofMinutes(30),
                "Memory has grown by more than 10 MiB in 30 minutes for an hour; a leak is likely."));
  }

  /** One condition must not be told twice for a service without tags. */
  @Test
  void forEveryServiceNoRuleOccursTwice() {
    List<Rule> rules =
        runbooks.all().stream()
            .filter(runbook -> runbook.appliesTo() == AppliesTo.EVERY_SERVICE)
            .flatMap(runbook -> runbook.rules().stream())
            .toList();

    assertThat(rules).extracting(Rule::id).doesNotHaveDuplicates();
    assertThat(rules.stream().map(Object::getClass).filter(OomKilledRule.class::equals)).hasSize(1);
  }

  @Test
  void ruleOfOneIdIsOneCondition() {
    List<Rule> rules = runbooks.all().stream().flatMap(r -> r.rules().stream()).toList();

    for (Rule rule : rules) {
      assertThat(rules.stream().filter(other -> other.id().equals(rule.id())).distinct())
          .as(rule.id())
          .hasSize(1);
    }
  }

  @Test
  void holdAVerificationForTenMinutesWithoutOomKills() {
    assertThat(runbooks.all())
        .allSatisfy(
            runbook -> {
              assertThat(runbook.verification().below()).isEqualTo(0.8);
              assertThat(runbook.verification().holdFor()).isEqualTo(Duration.ofMinutes(10));
              assertThat(runbook.verification().noOomKills()).isTrue();
            });
    assertThat(
            Verification.strictest(runbooks.all().stream().map(Runbook::verification).toList())
                .growthBelow())
        .isEqualTo(Bytes.mib(1));
  }

  private static Path directory() throws URISyntaxException {
    return Path.of(
            Objects.requireNonNull(Runbooks.class.getResource("/runbooks/runbook.schema.json"))
                .toURI())
        .resolveSibling("");
  }
}
