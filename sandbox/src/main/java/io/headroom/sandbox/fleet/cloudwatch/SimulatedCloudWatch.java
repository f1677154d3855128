package io.headroom.sandbox.fleet.cloudwatch;

import io.headroom.sandbox.fleet.sim.World;
import java.util.function.Supplier;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataResponse;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricWidgetImageRequest;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricWidgetImageResponse;
import software.amazon.awssdk.services.cloudwatch.model.ListMetricsRequest;
import software.amazon.awssdk.services.cloudwatch.model.ListMetricsResponse;

/**
 * Amazon CloudWatch over the simulated fleet. Metrics arrive one to two minutes late and with gaps.
 * GetMetricWidgetImage answers with the error code {@code NotSimulated}; calls that it does not
 * have throw {@link UnsupportedOperationException}, as the interface does.
 */
public final class SimulatedCloudWatch implements CloudWatchClient {

  private final World world;
  private final MetricDataCall metricData;
  private final ListMetricsCall listMetrics;

  public SimulatedCloudWatch(World world) {
    this.world = world;
    this.metricData = new MetricDataCall(world, new MetricSource(world));
    this.listMetrics = new ListMetricsCall(world);
  }

  @Override
  public GetMetricDataResponse getMetricData(GetMetricDataRequest request) {
    return call(() -> metricData.answer(request));
  }

  @Override
  public ListMetricsResponse listMetrics(ListMetricsRequest request) {
    return call(() -> listMetrics.answer(request));
  }

  @Override
  public GetMetricWidgetImageResponse getMetricWidgetImage(GetMetricWidgetImageRequest request) {
    throw CloudWatchErrors.notSimulated("GetMetricWidgetImage");
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  /** Nothing to close. */
  @Override
  public void close() {}

  private <T> T call(Supplier<T> action) {
    return world.locked(
        () -> {
          if (world.faults().takeThrottle()) {
            throw CloudWatchErrors.throttled();
          }
          return action.get();
        });
  }
}
