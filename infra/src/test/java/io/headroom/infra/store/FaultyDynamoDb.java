package io.headroom.infra.store;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Function;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/** Fails calls of one kind, in the ways that were put in line for them; then it is well again. */
final class FaultyDynamoDb extends DynamoDbDecorator {

  private static final Fault NONE = new Fault(1, Optional.empty());

  private final Class<? extends DynamoDbRequest> kind;
  private final Queue<Fault> faults = new ArrayDeque<>();

  /** Calls of the kind that were made. */
  int calls;

  /** Whether it knows no tokens, as DynamoDB does after ten minutes. */
  boolean forgetsTokens;

  FaultyDynamoDb(DynamoDbClient delegate, Class<? extends DynamoDbRequest> kind) {
    super(delegate);
    this.kind = kind;
  }

  /** How often the next call is made, and what comes of it but its answer. */
  private record Fault(int times, Optional<RuntimeException> failure) {}

  /** The next call is not made. */
  FaultyDynamoDb thenUnreachable() {
    return then(new Fault(0, Optional.of(SdkClientException.create("Connection refused"))));
  }

  /** The next call is made, and its answer lost. */
  FaultyDynamoDb thenAnswerLost() {
    return then(new Fault(1, Optional.of(SdkClientException.create("Read timed out"))));
  }

  /** The next call is made, its answer lost, and the SDK makes it again. */
  FaultyDynamoDb thenAnswerLostAndRepeated() {
    return then(new Fault(2, Optional.empty()));
  }

  /** The next transaction is canceled for reasons, one for each of its actions. */
  FaultyDynamoDb thenCanceled(String... reasons) {
    List<CancellationReason> all =
        Arrays.stream(reasons)
            .map(code -> CancellationReason.builder().code(code).build())
            .toList();
    var canceled =
        TransactionCanceledException.builder()
            .message("Transaction cancelled")
            .cancellationReasons(all)
            .build();
    return then(new Fault(0, Optional.of(canceled)));
  }

  private FaultyDynamoDb then(Fault fault) {
    faults.add(fault);
    return this;
  }

  @Override
  public TransactWriteItemsResponse transactWriteItems(TransactWriteItemsRequest request) {
    return super.transactWriteItems(
        forgetsTokens ? request.toBuilder().clientRequestToken(null).build() : request);
  }

  @Override
  <Q extends DynamoDbRequest, A> A call(Q request, Function<Q, A> call) {
    if (!kind.isInstance(request)) {
      return call.apply(request);
    }
    calls++;
    Fault fault = Objects.requireNonNullElse(faults.poll(), NONE);
    Optional<A> answer = Optional.empty();
    for (int i = 0; i < fault.times(); i++) {
      answer = Optional.of(call.apply(request));
    }
    if (fault.failure().isPresent()) {
      throw fault.failure().get();
    }
    return answer.orElseThrow();
  }
}
