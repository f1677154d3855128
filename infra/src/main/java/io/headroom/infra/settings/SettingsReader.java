package io.headroom.infra.settings;

import io.headroom.core.fleet.Place;
import io.headroom.core.fleet.Scope;
import io.headroom.core.fleet.Scopes;
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

  /** Stands in until all problems have been found. */
  private static final Place NOWHERE = new Place("", "");

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
    Place place = place();
    Scopes scopes = scopes(place);
    var settings =
        new Settings(
            required("TABLE_NAME", "the name of the DynamoDB table"),
            required("SLACK_SECRET", "the name of the secret with botToken and signingSecret"),
            channel(),
            place,
            scopes,
            scopeRole(place, scopes),
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

  private Place place() {
    String text = required("PLACE", "account and Region of the functions");
    try {
      return text.isEmpty() ? NOWHERE : Place.parse(text);
    } catch (IllegalArgumentException e) {
      problem("PLACE", text, "account and Region, such as 123456789012/eu-central-1");
      return NOWHERE;
    }
  }

  private Scopes scopes(Place home) {
    try {
      return ScopesReader.read(home, text("CLUSTERS"), text("SCOPES"));
    } catch (IllegalArgumentException e) {
      problems.add(
          "environment variable %s: %s"
              .formatted(text("SCOPES").isPresent() ? "SCOPES" : "CLUSTERS", e.getMessage()));
      return Scopes.of(Scope.all(home));
    }
  }

  /** For a function that reaches other places, if there are any. */
  private Optional<ScopeRole> scopeRole(Place home, Scopes scopes) {
    boolean elsewhere = scopes.all().stream().anyMatch(scope -> !scope.place().equals(home));
    return text("SCOPE_ROLE")
        .filter(_ -> elsewhere)
        .map(
            name ->
                new ScopeRole(
                    name, required("EXTERNAL_ID", "what the roles in other accounts ask for")));
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
