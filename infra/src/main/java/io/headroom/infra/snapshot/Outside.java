package io.headroom.infra.snapshot;

import io.headroom.infra.aws.AwsClients;
import io.headroom.infra.log.DecisionLog;
import io.headroom.infra.slack.LazySlack;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;

/**
 * All that a function reaches beyond its process; for a rehearsal, doubles of it that reach
 * nothing.
 */
public record Outside(AwsClients aws, LazySlack slack, DecisionLog log) {

  /** A token as the rehearsal's secret has it; no such app exists. */
  static final String BOT_TOKEN = "xoxb-rehearsal";

  /** Signs the rehearsal's requests, which nobody else takes. */
  public static final String SIGNING_SECRET = "rehearsal";

  /**
   * The real one.
   *
   * @param slackApiUrl another Slack-compatible base URL, if any
   */
  public static Outside real(Map<String, String> environment, Optional<String> slackApiUrl) {
    return new Outside(
        AwsClients.inFunction(environment),
        new LazySlack(slackApiUrl),
        DecisionLog.standardOutput());
  }

  /** The one of a rehearsal. Nothing is logged. */
  public static Outside rehearsal() {
    var credentials = AwsBasicCredentials.create("rehearsal", "rehearsal");
    return new Outside(
        AwsClients.at(Region.EU_CENTRAL_1, StaticCredentialsProvider.create(credentials))
            .over(new RehearsalHttp(BOT_TOKEN, SIGNING_SECRET)),
        LazySlack.rehearsal(),
        new DecisionLog(line -> {}));
  }
}
