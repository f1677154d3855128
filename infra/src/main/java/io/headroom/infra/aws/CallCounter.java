package io.headroom.infra.aws;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.core.metrics.CoreMetric;
import software.amazon.awssdk.metrics.MetricCollection;
import software.amazon.awssdk.metrics.MetricPublisher;

/**
 * Counts the calls that the SDK makes, attempt by attempt, how many of them AWS throttled, and how
 * many came to nothing after all attempts. Safe for use by several threads.
 */
public final class CallCounter implements MetricPublisher {

  /** One of the values of {@link CoreMetric#ERROR_TYPE}. */
  private static final String THROTTLING = "Throttling";

  /** As the SDK names them: "ECS", "CloudWatch", "DynamoDB". */
  private final Map<String, Calls> byService = new ConcurrentHashMap<>();

  /**
   * How many there were.
   *
   * @param made attempts, the throttled ones among them
   * @param failed calls, each with all its attempts, that AWS refused or did not answer
   */
  public record Calls(int made, int throttled, int failed) {
    static final Calls NONE = new Calls(0, 0, 0);

    Calls plus(Calls more) {
      return new Calls(made + more.made, throttled + more.throttled, failed + more.failed);
    }
  }

  @Override
  public void publish(MetricCollection call) {
    var attempts = call.childrenWithName("ApiCallAttempt").toList();
    long throttled = attempts.stream().filter(CallCounter::throttled).count();
    boolean failed = call.metricValues(CoreMetric.API_CALL_SUCCESSFUL).contains(false);
    var calls = new Calls(attempts.size(), Math.toIntExact(throttled), failed ? 1 : 0);
    for (String service : call.metricValues(CoreMetric.SERVICE_ID)) {
      byService.merge(service, calls, Calls::plus);
    }
  }

  private static boolean throttled(MetricCollection attempt) {
    return attempt.metricValues(CoreMetric.ERROR_TYPE).contains(THROTTLING);
  }

  /**
   * The calls of one service since this was last asked.
   *
   * @param service as the SDK names it: {@code CloudWatch}
   */
  public Calls take(String service) {
    Calls counted = byService.remove(service);
    return counted == null ? Calls.NONE : counted;
  }

  @Override
  public void close() {
    byService.clear();
  }
}
