package io.headroom.sandbox.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What of {@code template.yaml} nobody misses until something is lost: backups, encryption, dead
 * letters, logs that end, snapshots.
 */
final class SafeguardsTest {

  private final Template template = Template.read();

  @Test
  void theTableIsBackedUpEncryptedAndKept() {
    Map<String, Object> table = template.properties("Table");
    assertThat(Template.map(table, "PointInTimeRecoverySpecification"))
        .containsEntry("PointInTimeRecoveryEnabled", true);
    assertThat(Template.map(table, "SSESpecification")).containsEntry("SSEEnabled", true);
    assertThat(template.resource("Table"))
        .containsEntry("DeletionPolicy", "Retain")
        .containsEntry("UpdateReplacePolicy", "Retain");
  }

  @Test
  void whatIsGivenUpOnWaitsForTwoWeeksEncrypted() {
    assertThat(template.properties("DeadLetters"))
        .containsEntry("MessageRetentionPeriod", 14 * 24 * 60 * 60)
        .containsEntry("SqsManagedSseEnabled", true);
  }

  /** Schedules, rules and what starts the scopes: each says where what it cannot deliver goes. */
  @Test
  void everySenderHasADeadLetterQueueAndAnEndOfItsRetries() {
    var senders = new TreeMap<String, Map<?, ?>>();
    template
        .functions()
        .forEach(
            (function, properties) ->
                events(properties)
                    .forEach(
                        (name, event) -> {
                          if (!"DynamoDB".equals(event.get("Type"))) {
                            senders.put(function + "." + name, Template.map(event, "Properties"));
                          }
                        }));
    for (String name : template.keys("Resources")) {
      Map<String, Object> resource = template.resource(name);
      if ("AWS::Events::Rule".equals(resource.get("Type"))) {
        targets(name).forEach(target -> senders.put(name, target));
      } else if ("AWS::Scheduler::Schedule".equals(resource.get("Type"))) {
        senders.put(name, Template.map(template.properties(name), "Target"));
      }
    }
    assertThat(senders).hasSize(6 + 3 + 1 + 2);
    senders.forEach(
        (name, sender) -> {
          assertThat(String.valueOf(sender.get("DeadLetterConfig")))
              .as(name)
              .isEqualTo("{Arn=DeadLetters.Arn}");
          assertThat(String.valueOf(sender.get("RetryPolicy")))
              .as(name)
              .contains("MaximumRetryAttempts=", "MaximumEventAgeInSeconds=");
        });
  }

  /** One record that cannot be told must not hold up the others for ever, nor be lost unseen. */
  @Test
  void aStreamIsCutInTwoWhereItFailsAndWhatIsLeftIsADeadLetter() {
    var mapped = new TreeSet<String>();
    template
        .functions()
        .forEach(
            (function, properties) ->
                events(properties).values().stream()
                    .filter(event -> "DynamoDB".equals(event.get("Type")))
                    .map(event -> Template.map(event, "Properties"))
                    .forEach(
                        mapping -> {
                          mapped.add(function);
                          assertThat(mapping)
                              .as(function)
                              .containsEntry("BisectBatchOnFunctionError", true)
                              .containsEntry(
                                  "FunctionResponseTypes", List.of("ReportBatchItemFailures"))
                              .containsKeys("MaximumRetryAttempts", "MaximumRecordAgeInSeconds");
                          assertThat(String.valueOf(mapping.get("DestinationConfig")))
                              .contains("Type=SQS", "Destination=DeadLetters.Arn");
                        }));
    assertThat(mapped).containsExactly("RunRemedy", "TellSlack");
  }

  @Test
  void everyFunctionHasALogOfItsOwnThatEnds() {
    for (String function : template.functions().keySet()) {
      assertThat(Template.map(template.properties(function), "LoggingConfig"))
          .containsEntry("LogGroup", function + "Log");
    }
    var groups = new TreeSet<String>();
    for (String name : template.keys("Resources")) {
      if ("AWS::Logs::LogGroup".equals(template.resource(name).get("Type"))) {
        groups.add(name);
        assertThat(template.properties(name)).as(name).containsEntry("RetentionInDays", 30);
      }
    }
    assertThat(groups)
        .containsExactlyElementsOf(
            template.functions().keySet().stream().map(name -> name + "Log").sorted().toList());
  }

  @Test
  void everyFunctionRunsFromASnapshotOfAPublishedVersion() {
    assertThat(Template.map(template.globals(), "SnapStart"))
        .containsEntry("ApplyOn", "PublishedVersions");
    assertThat(template.globals()).containsEntry("AutoPublishAlias", "live");
    assertThat(template.functions().values())
        .noneMatch(function -> function.containsKey("SnapStart"))
        .noneMatch(function -> function.containsKey("AutoPublishAlias"));
  }

  private static Map<String, Map<String, Object>> events(Map<String, Object> function) {
    var events = new TreeMap<String, Map<String, Object>>();
    if (function.containsKey("Events")) {
      Map<String, Object> written = Template.map(function, "Events");
      written.keySet().forEach(name -> events.put(name, Template.map(written, name)));
    }
    return events;
  }

  private Stream<Map<?, ?>> targets(String rule) {
    return ((List<?>) Objects.requireNonNull(template.properties(rule).get("Targets")))
        .stream().map(target -> (Map<?, ?>) target);
  }
}
