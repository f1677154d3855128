package io.headroom.infra.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.headroom.core.fleet.FleetException;
import io.headroom.core.fleet.FleetException.Reason;
import io.headroom.core.fleet.Place;
import io.headroom.infra.aws.AssumedRole;
import io.headroom.infra.aws.AwsClients;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.ministack.testcontainers.MiniStackContainer;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ecs.model.EcsException;

/**
 * {@code infra/stacks/spoke-account.yaml} deployed into an account of an emulator that enforces
 * IAM: who gets in from the hub, and who does not.
 *
 * <p>MiniStack knows neither the resource of a call of ECS nor {@code ecs:cluster}, so that what is
 * limited to clusters is refused altogether; and it takes a session's ARN for {@code
 * aws:PrincipalArn}, which in AWS is the ARN of the session's role.
 */
@NeedsContainers
class SpokeAccountTest {

  private static final Place HUB = new Place("111111111111", "eu-central-1");
  private static final Place SPOKE = new Place("222222222222", "eu-west-1");
  private static final String EXTERNAL_ID = "agreed-9";

  @SuppressWarnings("NullAway.Init")
  private static URI endpoint;

  @BeforeAll
  static void deploy() throws IOException {
    // It ends with the process. To stop it would remove what every other MiniStack here has
    // started.
    @SuppressWarnings("resource")
    MiniStackContainer container = AwsContainers.newMiniStack().withEnv("AUTH", "true");
    container.start();
    endpoint = URI.create(container.getEndpoint());
    var iam = new EmulatorApi(endpoint, HUB);
    for (String function : List.of("CheckFleet", "TaskStopped", "Bot")) {
      iam.form(
          "iam",
          Map.of(
              "Action", "CreateRole",
              "Version", "2010-05-08",
              "RoleName", role(function),
              "AssumeRolePolicyDocument",
                  """
                  {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
                  "Action": "sts:AssumeRole", "Principal": {"AWS": "arn:aws:iam::111111111111:root"}}]}
                  """));
      iam.form(
          "iam",
          Map.of(
              "Action", "PutRolePolicy",
              "Version", "2010-05-08",
              "RoleName", role(function),
              "PolicyName", "Scopes",
              "PolicyDocument",
                  """
                  {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
                  "Action": "sts:AssumeRole", "Resource": "arn:aws:iam::*:role/headroom-*",
                  "Condition": {"StringEquals": {"aws:ResourceAccount": ["222222222222"]}}}]}
                  """));
    }
    String template =
        Files.readString(Path.of("stacks", "spoke-account.yaml"))
            .replace(":iam::${HubAccount}:role/", ":sts::${HubAccount}:assumed-role/");
    var parameters =
        new TreeMap<>(
            Map.of(
                "Action", "CreateStack",
                "Version", "2010-05-15",
                "StackName", "headroom-spoke",
                "TemplateBody", template,
                "Capabilities.member.1", "CAPABILITY_NAMED_IAM"));
    List<Map.Entry<String, String>> given =
        List.of(
            Map.entry("HubAccount", HUB.account()),
            Map.entry("HubRegion", HUB.region()),
            Map.entry("ExternalId", EXTERNAL_ID));
    for (int i = 0; i < given.size(); i++) {
      String name = "Parameters.member.%d.Parameter".formatted(i + 1);
      parameters.put(name + "Key", given.get(i).getKey());
      parameters.put(name + "Value", given.get(i).getValue());
    }
    var cloudFormation = new EmulatorApi(endpoint, SPOKE);
    cloudFormation.form("cloudformation", parameters);
    await()
        .untilAsserted(
            () ->
                assertThat(
                        cloudFormation.form(
                            "cloudformation",
                            Map.of(
                                "Action", "DescribeStacks",
                                "Version", "2010-05-15",
                                "StackName", "headroom-spoke")))
                    .contains("CREATE_COMPLETE", "222222222222/eu-west-1/*"));
  }

  @Test
  void aFunctionThatChecksGetsInToLookAndToAct() {
    for (String name : List.of("headroom-act", "headroom-read")) {
      AssumedRole there = there(as("CheckFleet"), name, EXTERNAL_ID);
      there.assume();
      try (var ecs = hub().in(Region.of(SPOKE.region()), there.credentials()).ecs()) {
        assertThat(ecs.listClusters().clusterArns()).isEmpty();
      }
    }
  }

  @Test
  void whatItMayDoEndsAtTheRegion() {
    AssumedRole there = there(as("CheckFleet"), "headroom-act", EXTERNAL_ID);
    try (var ecs = hub().in(Region.of(HUB.region()), there.credentials()).ecs()) {
      assertThatThrownBy(ecs::listClusters)
          .isInstanceOf(EcsException.class)
          .hasMessageContaining("ecs:ListClusters");
    }
  }

  @Test
  void aFunctionThatOnlyLooksDoesNotGetInToAct() {
    there(as("TaskStopped"), "headroom-read", EXTERNAL_ID).assume();
    assertRefused(there(as("TaskStopped"), "headroom-act", EXTERNAL_ID));
  }

  @Test
  void anotherFunctionDoesNotGetIn() {
    assertRefused(there(as("Bot"), "headroom-read", EXTERNAL_ID));
    assertRefused(there(as("Bot"), "headroom-act", EXTERNAL_ID));
  }

  @Test
  void withoutTheExternalIdNobodyGetsIn() {
    assertRefused(there(as("CheckFleet"), "headroom-act", "guessed-9"));
  }

  private static void assertRefused(AssumedRole role) {
    assertThatThrownBy(role::assume)
        .isInstanceOfSatisfying(
            FleetException.class, e -> assertThat(e.reason()).isEqualTo(Reason.ACCESS_DENIED))
        .hasMessageContaining("not authorized to perform: sts:AssumeRole");
  }

  /** The spoke's role as a function of the hub assumes it. */
  private static AssumedRole there(
      AwsCredentialsProvider function, String name, String externalId) {
    return new AssumedRole(
        hub().in(Region.of(HUB.region()), function).sts(),
        "arn:aws:iam::%s:role/%s-%s".formatted(SPOKE.account(), name, SPOKE.region()),
        externalId);
  }

  /** As Lambda runs a function: with its role's credentials. */
  private static AwsCredentialsProvider as(String function) {
    return new AssumedRole(
            hub().sts(),
            "arn:aws:iam::%s:role/%s".formatted(HUB.account(), role(function)),
            "unused-9")
        .credentials();
  }

  private static AwsClients hub() {
    return AwsContainers.account(endpoint, HUB);
  }

  /** As CloudFormation names it. */
  private static String role(String function) {
    return "headroom-%sRole-1A2B3C4D".formatted(function);
  }
}
