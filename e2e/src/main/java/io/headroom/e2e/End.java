package io.headroom.e2e;

import io.headroom.e2e.Report.Result;
import io.headroom.e2e.stack.Docker;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** What has to hold when all incidents are over, and what {@code sam delete} leaves. */
final class End {

  /** Sources of lines by the functions that have the secrets. */
  private static final List<String> WITH_SECRETS =
      List.of("\"source\":\"bot\"", "\"source\":\"tell-slack\"");

  private static final int TOO_MANY_REQUESTS = 429;

  private final Surroundings all;
  private final Docker docker;

  End(Surroundings all, Docker docker) {
    this.all = all;
    this.docker = docker;
  }

  /** Nothing was given up on, and Slack would have taken every call. */
  Result nothingLeft() {
    return result(
        "(all)",
        "no dead letter; Slack's double took all of %d calls".formatted(all.slack().calls().size()),
        wrong -> {
          String letters = letters();
          if (!letters.equals("0")) {
            wrong.add("dead letters: " + letters);
          }
          all.slack().calls().stream()
              .filter(call -> !call.ok() && call.status() != TOO_MANY_REQUESTS)
              .forEach(call -> wrong.add("Slack refused " + call));
        });
  }

  /** Token and signing secret are in nothing that was logged, kept or told to Slack. */
  Result nothingSecret() {
    var said = new TreeMap<String, String>();
    all.logs()
        .all()
        .forEach((container, log) -> said.put("log of " + container.substring(0, 12), log));
    // MiniStack's own: it holds what functions printed that were not called by a person.
    all.emulator()
        .containers()
        .forEach(id -> said.put("log of " + id.substring(0, 12), docker.logs(id)));
    int logs = said.size();
    List<String> silent =
        WITH_SECRETS.stream()
            .filter(source -> said.values().stream().noneMatch(log -> log.contains(source)))
            .toList();
    said.put("the table", items().toString());
    said.put("calls of Slack", all.slack().calls().toString());
    return result(
        "(secrets)",
        "token and signing secret in none of %d containers' logs, the table, Slack's calls"
            .formatted(logs),
        wrong -> {
          if (!silent.isEmpty()) {
            wrong.add("nothing was looked at: no log has a line with " + silent);
          }
          said.forEach(
              (where, text) -> {
                if (all.secrets().stream().anyMatch(text::contains)) {
                  wrong.add("a secret is in " + where);
                }
              });
        });
  }

  /** The stack goes, and the incidents stay. */
  Result removed() {
    String table = all.deployment().output("TableName");
    String bot = all.deployment().physicalId("Bot");
    int before = items().size();
    return result(
        "(removed)",
        "sam delete: stack and functions are gone, the table with its %d items stays"
            .formatted(before),
        wrong -> {
          all.deployment().delete();
          if (all.deployment().exists()) {
            wrong.add("the stack is still there");
          }
          if (isThere(bot)) {
            wrong.add("the bot is still there");
          }
          int after = items(table).size();
          if (before == 0 || after != before) {
            wrong.add("items of the table: %d before, %d after".formatted(before, after));
          }
        });
  }

  private boolean isThere(String function) {
    try {
      var _ = all.aws().lambda().getFunction(request -> request.functionName(function));
      return true;
    } catch (ResourceNotFoundException gone) {
      return false;
    }
  }

  private String letters() {
    String queue = all.deployment().physicalId("DeadLetters");
    return all.aws()
        .sqs()
        .getQueueAttributes(
            request ->
                request
                    .queueUrl(queue)
                    .attributeNames(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES))
        .attributes()
        .getOrDefault(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES, "unknown");
  }

  private List<String> items() {
    return items(all.deployment().output("TableName"));
  }

  private List<String> items(String table) {
    return all.aws().dynamoDb().scanPaginator(scan -> scan.tableName(table)).items().stream()
        .map(Object::toString)
        .toList();
  }

  private static Result result(String what, String shows, Consumer<List<String>> check) {
    Instant began = Instant.now();
    var wrong = new ArrayList<String>();
    try {
      check.accept(wrong);
    } catch (RuntimeException e) {
      wrong.add(e.toString());
    }
    return new Result(
        what,
        shows,
        Duration.between(began, Instant.now()),
        wrong.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", wrong)));
  }
}
