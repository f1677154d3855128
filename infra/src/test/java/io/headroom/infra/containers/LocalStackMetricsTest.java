package io.headroom.infra.containers;

import io.headroom.infra.aws.AwsClients;

@NeedsContainers
class LocalStackMetricsTest extends MetricsOverHttp {

  @Override
  AwsClients clients() {
    return AwsContainers.localStack();
  }
}
