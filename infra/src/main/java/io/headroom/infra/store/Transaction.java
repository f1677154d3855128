package io.headroom.infra.store;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.Delete;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionInProgressException;
import software.amazon.awssdk.services.dynamodb.model.Update;

/**
 * Writes of several items that are done all or none. For one thread, and to be committed once.
 *
 * <p>The SDK repeats a call whose answer it did not get with the same token, and DynamoDB then does
 * it once. What the SDK does not repeat is a transaction that met another one on the same item; it
 * is tried again here a few times, with pauses.
 */
final class Transaction {

  /** Actions that DynamoDB takes in one transaction. */
  static final int MOST_ACTIONS = 100;

  private static final int ATTEMPTS = 6;
  private static final Duration FIRST_PAUSE = Duration.ofMillis(20);

  /** Without a seed of its own: copies of one snapshot are not to pause alike. */
  private static final SecureRandom SPREAD = new SecureRandom();

  private static final String CONDITION_FAILED = "ConditionalCheckFailed";

  /** Reasons that pass by themselves; None stands for an action that nothing was wrong with. */
  private static final Set<String> PASSING =
      Set.of("None", "TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded");

  private final DynamoDbClient client;
  private final String table;
  private final String token = UUID.randomUUID().toString();
  private final List<TransactWriteItem> actions = new ArrayList<>();

  Transaction(DynamoDbClient client, String table) {
    this.client = client;
    this.table = table;
  }

  /** Unlike that of any other transaction. */
  String token() {
    return token;
  }

  /** Puts an item where there is none. */
  Transaction putNew(Map<String, AttributeValue> item) {
    var put = Put.builder().tableName(table).item(item).conditionExpression(Keys.IS_NEW).build();
    actions.add(TransactWriteItem.builder().put(put).build());
    return this;
  }

  Transaction update(Update.Builder update) {
    actions.add(TransactWriteItem.builder().update(update.tableName(table).build()).build());
    return this;
  }

  Transaction delete(Delete.Builder delete) {
    actions.add(TransactWriteItem.builder().delete(delete.tableName(table).build()).build());
    return this;
  }

  /**
   * Does it.
   *
   * @return places of the actions whose condition did not hold, in their order; empty if it is done
   * @throws DynamoDbException if it is not done for another reason
   */
  List<Integer> commit() {
    for (int attempt = 1; ; attempt++) {
      try {
        client.transactWriteItems(
            request -> request.transactItems(actions).clientRequestToken(token));
        return List.of();
      } catch (TransactionCanceledException e) {
        List<Integer> failed = failedConditions(e.cancellationReasons());
        if (!failed.isEmpty()) {
          return failed;
        }
        if (attempt == ATTEMPTS || !passing(e.cancellationReasons())) {
          throw e;
        }
        pause(attempt, e);
      } catch (TransactionInProgressException e) {
        if (attempt == ATTEMPTS) {
          throw e;
        }
        pause(attempt, e);
      }
    }
  }

  private static List<Integer> failedConditions(List<CancellationReason> reasons) {
    var failed = new ArrayList<Integer>();
    for (int i = 0; i < reasons.size(); i++) {
      if (CONDITION_FAILED.equals(reasons.get(i).code())) {
        failed.add(i);
      }
    }
    return failed;
  }

  private static boolean passing(List<CancellationReason> reasons) {
    return !reasons.isEmpty()
        && reasons.stream().map(CancellationReason::code).allMatch(PASSING::contains);
  }

  /** Twice as long each time, and not all writers alike. */
  private static void pause(int attempt, DynamoDbException why) {
    long most = FIRST_PAUSE.toMillis() << attempt;
    try {
      Thread.sleep(SPREAD.nextLong(most / 2, most));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      why.addSuppressed(e);
      throw why;
    }
  }
}
