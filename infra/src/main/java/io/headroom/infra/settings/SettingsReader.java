package io.headroom.infra.settings;

import io.headroom.core.fleet.Scope;
import io.headroom.infra.log.Mask;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads settings and finds every problem at once. */
final class SettingsReader {

  private static final Pattern CHANNEL = Pattern.compile("[CG][A-Z0-9]{2,30}");
  private static final Pattern USER_GROUP = Pattern.compile("S[A-Z0-9]{2,30}");

  /** "Up to 255 letters, numbers, underscores, and hyphens": CreateCluster. */
  private static final Pattern CLUSTER = Pattern.compile("[A-Za-z0-9_-]{1,255}");

  /**
   * A role's name with its path, "alphanumeric and +=,.@_-", and IAM's wildcards; no comma here.
   */
  private static final Pattern ROLE = Pattern.compile("[A-Za-z0-9_+=.@/*?-]{1,512}");

  private final Map<String, String> environment;
  private final List<String> problems = new ArrayList<>();

  SettingsReader(Map<String, String> environment) {
    this.environment = environment;
  }

  Settings read() {
    var settings =
        new Settings(
            required("TABLE_NAME", "the name of the DynamoDB table"),
            required("SLACK_SECRET", "the name of the secret with botToken and signingSecret"),
            channel(),
            scope(),
            slackApiUrl(),
            remediesOn(),
            responders(),
            taskRoles(),
            text("RUNBOOKS").flatMap(this::folder),
            text("PAGERDUTY_SECRET"));
    if (!problems.isEmpty()) {
      throw new SettingsException(problems);
    }
    return settings;
  }

  private String channel() {
    String channel = required("CHANNEL", "the id of the Slack channel where threads open");
    if (!channel.isEmpty() && !CHANNEL.matcher(channel).matches()) {
      problem(
          "CHANNEL",
          channel,
          "the id of a channel, C0123456789 (in Slack: the channel's name, then About)");
    }
    return channel;
  }

  private Scope scope() {
    Scope scope = Scope.parse(text("CLUSTERS").orElse("*"));
    for (String cluster : scope.clusters()) {
      if (!CLUSTER.matcher(cluster).matches()) {
        problem("CLUSTERS", cluster, "names of clusters with commas between, or * for all");
      }
    }
    return scope;
  }

  private Optional<URI> slackApiUrl() {
    Optional<String> text = text("SLACK_API_URL");
    if (text.isEmpty()) {
      return Optional.empty();
    }
    String url = text.get().endsWith("/") ? text.get() : text.get() + "/";
    if (!url.matches("https?://[^\\s/?#]+(/[^\\s?#]*)?")) {
      problem("SLACK_API_URL", text.get(), "a URL such as https://slack.com/api/, or nothing");
      return Optional.empty();
    }
    return Optional.of(URI.create(url));
  }

  private boolean remediesOn() {
    String word = text("REMEDIES").orElse("on").toLowerCase(Locale.ROOT);
    if (!word.equals("on") && !word.equals("off")) {
      problem("REMEDIES", word, "on or off");
    }
    return word.equals("on");
  }

  private Optional<String> responders() {
    Optional<String> group = text("RESPONDERS");
    group
        .filter(id -> !USER_GROUP.matcher(id).matches())
        .ifPresent(
            id ->
                problem(
                    "RESPONDERS", id, "the id of a user group, S0123456789, or nothing for all"));
    return group;
  }

  private List<String> taskRoles() {
    List<String> names =
        text("TASK_ROLES").stream()
            .flatMap(text -> Arrays.stream(text.split(",", -1)))
            .map(String::strip)
            .toList();
    for (String name : names) {
      if (!ROLE.matcher(name).matches()) {
        problem("TASK_ROLES", name, "names of roles with commas between, such as shop-*");
      }
    }
    return names;
  }

  private Optional<Path> folder(String text) {
    try {
      return Optional.of(Path.of(text));
    } catch (InvalidPathException e) {
      problem("RUNBOOKS", text, "a folder with runbooks, or nothing for those in the code");
      return Optional.empty();
    }
  }

  private String required(String variable, String meaning) {
    Optional<String> text = text(variable);
    if (text.isEmpty()) {
      problems.add("environment variable %s is not set: %s".formatted(variable, meaning));
    }
    return text.orElse("");
  }

  private Optional<String> text(String variable) {
    return Optional.ofNullable(environment.get(variable))
        .map(String::strip)
        .filter(text -> !text.isEmpty());
  }

  private void problem(String variable, String value, String wanted) {
    problems.add(
        "environment variable %s is \"%s\"; it has to be %s"
            .formatted(variable, Mask.of(value), wanted));
  }
}
