package io.headroom.infra.settings;

import io.headroom.core.fleet.Place;
import io.headroom.core.fleet.Scopes;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code template.yaml} tells a function by its environment.
 *
 * @param tableName of the DynamoDB table; from {@code TABLE_NAME}
 * @param slackSecret name or ARN of the secret with token and signing secret; from {@code
 *     SLACK_SECRET}
 * @param channel id of the channel where threads open; from {@code CHANNEL}
 * @param place account and Region that the functions run in; from {@code PLACE}
 * @param scopes what is watched; from {@code SCOPES}, and without it the clusters of {@code
 *     CLUSTERS}, or all, where the functions run
 * @param scopeRole how this function gets into the other accounts and Regions; from {@code
 *     SCOPE_ROLE} and {@code EXTERNAL_ID}
 * @param slackApiUrl another Slack-compatible base URL, with a slash at its end; from {@code
 *     SLACK_API_URL}
 * @param remediesOn whether ECS may be changed; from {@code REMEDIES}, {@code on} or {@code off}
 * @param responders id of the Slack user group that may press buttons; from {@code RESPONDERS};
 *     empty for every member of the channel
 * @param taskRoles names of the roles that may be handed on to a task definition, with {@code *}
 *     and {@code ?}; from {@code TASK_ROLES}, none without it
 * @param runbooks folder of the runbooks in force, where a Lambda layer puts them; from {@code
 *     RUNBOOKS}; empty for those that travel with the code
 * @param pagerDutySecret name or ARN of the secret with PagerDuty's routing key; from {@code
 *     PAGERDUTY_SECRET}; empty for no PagerDuty
 */
public record Settings(
    String tableName,
    String slackSecret,
    String channel,
    Place place,
    Scopes scopes,
    Optional<ScopeRole> scopeRole,
    Optional<URI> slackApiUrl,
    boolean remediesOn,
    Optional<String> responders,
    List<String> taskRoles,
    Optional<Path> runbooks,
    Optional<String> pagerDutySecret) {

  public Settings {
    taskRoles = List.copyOf(taskRoles);
  }

  /**
   * Reads the environment.
   *
   * @throws SettingsException with every variable that is missing or wrong
   */
  public static Settings of(Map<String, String> environment) {
    return new SettingsReader(environment).read();
  }
}
