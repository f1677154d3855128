package io.headroom.infra.slack.render;

import io.headroom.core.fleet.ServiceId;

/** Where a service is in the AWS console. */
public final class ConsoleLink {

  private ConsoleLink() {}

  /** The page of the service's health. */
  public static String url(ServiceId service) {
    return "https://%s.console.aws.amazon.com/ecs/v2/clusters/%s/services/%s/health?region=%s"
        .formatted(service.region(), service.cluster(), service.name(), service.region());
  }
}
