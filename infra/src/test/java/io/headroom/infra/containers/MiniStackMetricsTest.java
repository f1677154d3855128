package io.headroom.infra.containers;

import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;

@NeedsContainers
class MiniStackMetricsTest extends MetricsOverHttp {

  @Override
  CloudWatchClient open() {
    return AwsContainers.miniStack().cloudWatch();
  }
}
