package io.headroom.infra.store;

import java.util.function.Function;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/** The calls that the store makes, each through {@link #call}; no others. */
abstract class DynamoDbDecorator implements DynamoDbClient {

  private final DynamoDbClient delegate;

  DynamoDbDecorator(DynamoDbClient delegate) {
    this.delegate = delegate;
  }

  /** Makes a call, or does something else in its place. */
  abstract <Q extends DynamoDbRequest, A> A call(Q request, Function<Q, A> call);

  @Override
  public TransactWriteItemsResponse transactWriteItems(TransactWriteItemsRequest request) {
    return call(request, delegate::transactWriteItems);
  }

  @Override
  public GetItemResponse getItem(GetItemRequest request) {
    return call(request, delegate::getItem);
  }

  @Override
  public PutItemResponse putItem(PutItemRequest request) {
    return call(request, delegate::putItem);
  }

  @Override
  public UpdateItemResponse updateItem(UpdateItemRequest request) {
    return call(request, delegate::updateItem);
  }

  @Override
  public QueryResponse query(QueryRequest request) {
    return call(request, delegate::query);
  }

  @Override
  public String serviceName() {
    return delegate.serviceName();
  }

  @Override
  public void close() {}
}
