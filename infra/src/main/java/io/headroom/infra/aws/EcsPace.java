package io.headroom.infra.aws;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

/**
 * Keeps the reading calls of one client of ECS at three quarters of what ECS allows an account and
 * Region ("Request throttling for the Amazon ECS API"): the bucket is shared with everything else
 * that runs there, deployments above all. Waiting is outside of the call's time-out.
 */
final class EcsPace implements ExecutionInterceptor {

  /** Calls that share a bucket, with its size and what flows into it each second. */
  private record Bucket(List<String> operations, int size, int perSecond) {}

  private static final List<Bucket> BUCKETS =
      List.of(
          new Bucket(List.of("DescribeClusters", "ListClusters"), 50, 20),
          new Bucket(List.of("DescribeServices", "ListServices"), 100, 20),
          new Bucket(List.of("DescribeTasks", "ListTasks"), 100, 20),
          new Bucket(List.of("DescribeTaskDefinition", "ListTaskDefinitions"), 50, 20));

  private static final double SHARE = 0.75;

  private final Map<String, Pace> byOperation = new HashMap<>();

  EcsPace() {
    for (Bucket bucket : BUCKETS) {
      var pace = new Pace((int) (bucket.size() * SHARE), bucket.perSecond() * SHARE);
      bucket.operations().forEach(operation -> byOperation.put(operation, pace));
    }
  }

  @Override
  public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
    Pace pace = byOperation.get(attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME));
    if (pace != null) {
      pace.take();
    }
  }
}
