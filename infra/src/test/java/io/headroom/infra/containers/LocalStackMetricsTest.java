package io.headroom.infra.containers;

import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;

@NeedsContainers
class LocalStackMetricsTest extends MetricsOverHttp {

  @Override
  CloudWatchClient open() {
    return AwsContainers.localStackCloudWatch();
  }
}
