package io.headroom.core.remedy;

import io.headroom.core.fleet.Service;
import io.headroom.core.fleet.Service.Controller;
import io.headroom.core.runbook.RemedyKind;
import java.util.Optional;

/** What about a service stands in the way of a remedy, when it is offered and when it is run. */
final class Hindrance {

  private Hindrance() {}

  static Optional<Refusal> of(RemedyKind kind, Service service) {
    if (service.controller() != Controller.ECS) {
      return Optional.of(Refusal.CONTROLLER_NOT_ECS);
    }
    if (service.deploying()) {
      return Optional.of(Refusal.DEPLOYMENT_IN_PROGRESS);
    }
    return service.deploymentFailed() && !mends(kind, service)
        ? Optional.of(Refusal.DEPLOYMENT_FAILED)
        : Optional.empty();
  }

  /**
   * Whether a remedy helps where the last deployment failed. Only a new deployment starts tasks
   * then; and if the old tasks run another revision, it would spread the one that does not start.
   */
  private static boolean mends(RemedyKind kind, Service service) {
    boolean deploys = kind == RemedyKind.RESTART || kind == RemedyKind.RAISE_LIMIT;
    return deploys
        && service.deployments().stream()
            .allMatch(one -> one.taskDefinition().equals(service.taskDefinition().arn()));
  }
}
