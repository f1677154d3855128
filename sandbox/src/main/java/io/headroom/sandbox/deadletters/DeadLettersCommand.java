package io.headroom.sandbox.deadletters;

import io.headroom.infra.store.DynamoDbIncidentStore;
import io.headroom.sandbox.deadletters.DeadLetters.Wish;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * {@code ./headroom dead-letters}: what an installation in AWS could not deliver. Account, Region
 * and endpoint come from the environment, as for the AWS CLI. Exit code 0 when everything was dealt
 * with as wished, 1 when not.
 */
@Command(
    name = "dead-letters",
    description = {
      "Says what an installation in AWS could not deliver, why, and what a replay of each would do.",
      "Without --replay or --discard it changes nothing."
    },
    mixinStandardHelpOptions = true,
    usageHelpAutoWidth = true,
    sortOptions = false)
public final class DeadLettersCommand implements Callable<Integer> {

  /** Longer than any of the functions may take. */
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--stack",
      paramLabel = "NAME",
      defaultValue = "headroom",
      description = "Name of the CloudFormation stack. Default: ${DEFAULT-VALUE}.")
  private String stack = "headroom";

  @Option(
      names = "--region",
      paramLabel = "R",
      description = "Region of the stack. Default: that of the environment or the AWS profile.")
  private Optional<String> region = Optional.empty();

  @ArgGroup private @Nullable What what;

  /** One of them, or none. */
  static final class What {
    @Option(
        names = "--replay",
        description = "Does what is said of each message, and deletes it when that was done.")
    private boolean replay;

    @Option(names = "--discard", description = "Deletes every message, and does nothing else.")
    private boolean discard;
  }

  @Override
  public Integer call() {
    if (spec == null) {
      throw new IllegalStateException("picocli sets the spec before it calls the command");
    }
    PrintWriter err = spec.commandLine().getErr();
    try {
      return run(spec.commandLine().getOut());
    } catch (Stack.NoInstallation e) {
      err.println(e.getMessage());
    } catch (SdkException e) {
      err.println("AWS does not do it: " + e.getMessage());
    }
    return 1;
  }

  private int run(PrintWriter out) {
    try (CloudFormationClient cloudFormation = client(CloudFormationClient.builder());
        SqsClient sqs = client(SqsClient.builder());
        LambdaClient lambda = client(LambdaClient.builder());
        DynamoDbClient dynamoDb = client(DynamoDbClient.builder())) {
      Stack found = Stack.of(cloudFormation, stack);
      var store = new DynamoDbIncidentStore(dynamoDb, found.table());
      return new DeadLetters(sqs, found, new Replay(found, lambda, store), out).go(wish()) == 0
          ? 0
          : 1;
    }
  }

  private Wish wish() {
    if (what != null && what.replay) {
      return Wish.REPLAY;
    }
    return what != null && what.discard ? Wish.DISCARD : Wish.LIST;
  }

  private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(B builder) {
    region.map(Region::of).ifPresent(builder::region);
    return builder
        .httpClientBuilder(UrlConnectionHttpClient.builder().socketTimeout(PATIENCE))
        .build();
  }
}
