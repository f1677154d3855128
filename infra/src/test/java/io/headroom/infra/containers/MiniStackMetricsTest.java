package io.headroom.infra.containers;

import io.headroom.infra.aws.AwsClients;

@NeedsContainers
class MiniStackMetricsTest extends MetricsOverHttp {

  @Override
  AwsClients clients() {
    return AwsContainers.miniStack();
  }
}
