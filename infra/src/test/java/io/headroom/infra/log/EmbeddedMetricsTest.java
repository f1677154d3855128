package io.headroom.infra.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EmbeddedMetricsTest {

  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00.250Z");

  private final List<String> lines = new ArrayList<>();
  private final DecisionLog log = new DecisionLog(lines::add, () -> NOW);

  @Test
  void aLineCarriesItsMetricsByTheFunctionsName() {
    log.write(
        LogLine.of("check-fleet", "CHECKED")
            .with("queries", 12)
            .count("Heartbeat", 1)
            .milliseconds("Milliseconds", Duration.ofMillis(1234)),
        new DecisionLog.Request("8f5d", "headroom-CheckFleet-1"));
    assertThat(EmbeddedMetrics.of(lines.getFirst()))
        .containsOnly(
            entry("Headroom/Heartbeat{FunctionName=headroom-CheckFleet-1}", 1L),
            entry("Headroom/Milliseconds{FunctionName=headroom-CheckFleet-1}", 1234L));
    JsonObject line = JsonParser.parseString(lines.getFirst()).getAsJsonObject();
    assertThat(line.getAsJsonObject("_aws").get("Timestamp").getAsLong())
        .isEqualTo(NOW.toEpochMilli());
    assertThat(line.get("queries").getAsInt()).isEqualTo(12);
  }

  @Test
  void aMetricMayBeToldApartByAFurtherDimension() {
    log.write(
        LogLine.of("tell-slack", "NO_ANSWER")
            .count("SlackFailures", 1)
            .by("Reason", "NO_ANSWER", "SlackFailures"));
    assertThat(EmbeddedMetrics.of(lines.getFirst()))
        .containsOnlyKeys(
            "Headroom/SlackFailures{FunctionName=local}",
            "Headroom/SlackFailures{FunctionName=local, Reason=NO_ANSWER}");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LogLine.of("a", "B").by("Reason", "C", "None"));
  }

  @Test
  void aLineWithoutMetricsIsNoneOfCloudWatchsBusiness() {
    log.write(LogLine.of("check-fleet", "OPENED").with("services", 3));
    assertThat(EmbeddedMetrics.in(lines.getFirst())).isFalse();
  }

  /** The reader itself has to refuse what CloudWatch would. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'_aws': {'Timestamp': 1}}",
        "{'_aws': {'Timestamp': '1', 'CloudWatchMetrics': [{'Namespace': 'H', 'Dimensions': [[]], 'Metrics': [{'Name': 'A'}]}]}, 'A': 1}",
        "{'_aws': {'Timestamp': 1, 'CloudWatchMetrics': [{'Namespace': 'H', 'Dimensions': [[]], 'Metrics': [{'Name': 'A'}]}]}}",
        "{'_aws': {'Timestamp': 1, 'CloudWatchMetrics': [{'Namespace': 'H', 'Dimensions': [[]], 'Metrics': [{'Name': 'A'}]}]}, 'A': '1'}",
        "{'_aws': {'Timestamp': 1, 'CloudWatchMetrics': [{'Namespace': 'H', 'Dimensions': [['F']], 'Metrics': [{'Name': 'A'}]}]}, 'A': 1}",
        "{'_aws': {'Timestamp': 1, 'CloudWatchMetrics': [{'Namespace': 'H', 'Dimensions': [['F']], 'Metrics': [{'Name': 'A'}]}]}, 'A': 1, 'F': 2}",
        "{'_aws': {'Timestamp': 1, 'CloudWatchMetrics': [{'Namespace': 'H', 'Dimensions': [[]], 'Metrics': [{'Name': 'A', 'Unit': 'ms'}]}]}, 'A': 1}"
      })
  void whatIsNotTheFormatIsRefused(String line) {
    assertThatThrownBy(() -> EmbeddedMetrics.of(line.replace('\'', '"')))
        .isInstanceOf(AssertionError.class);
  }
}
