package io.headroom.infra.store;

import java.util.function.Function;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/** Answers queries a few items at a time, as DynamoDB does after each megabyte. */
final class SmallPages extends DynamoDbDecorator {

  private static final int ITEMS = 7;

  SmallPages(DynamoDbClient delegate) {
    super(delegate);
  }

  @Override
  public QueryResponse query(QueryRequest request) {
    return super.query(request.toBuilder().limit(ITEMS).build());
  }

  @Override
  <Q extends DynamoDbRequest, A> A call(Q request, Function<Q, A> call) {
    return call.apply(request);
  }
}
