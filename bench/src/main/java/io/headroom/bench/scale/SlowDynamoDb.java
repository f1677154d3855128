package io.headroom.bench.scale;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;

/** DynamoDB Local, each call of which takes as long as DynamoDB is away from a function. */
final class SlowDynamoDb {

  private static final int CALL_MS = 8;

  private SlowDynamoDb() {}

  static DynamoDbClient of(DynamoDbClient client) {
    InvocationHandler handler =
        (proxy, method, arguments) -> {
          boolean call =
              arguments != null
                  && arguments.length == 1
                  && arguments[0] instanceof DynamoDbRequest
                  && !method.getName().endsWith("Paginator");
          if (method.isDefault() && !call) {
            // Comes back to this proxy with the request itself.
            return InvocationHandler.invokeDefault(proxy, method, arguments);
          }
          if (call) {
            AwsAtScale.pause(CALL_MS);
          }
          try {
            return method.invoke(client, arguments);
          } catch (InvocationTargetException e) {
            throw e.getCause();
          }
        };
    return (DynamoDbClient)
        Proxy.newProxyInstance(
            DynamoDbClient.class.getClassLoader(), new Class<?>[] {DynamoDbClient.class}, handler);
  }
}
