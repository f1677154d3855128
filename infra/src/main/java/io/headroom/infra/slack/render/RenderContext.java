package io.headroom.infra.slack.render;

import io.headroom.core.fleet.ServiceId;
import java.util.Optional;

/**
 * What rendering depends on besides the incident and the runbooks.
 *
 * @param consoleLinks whether to link to the AWS console; not where the services are simulated
 * @param severalScopes whether a service's account and Region are part of its name: with several
 *     scopes there may be two of the same cluster and name
 */
public record RenderContext(boolean consoleLinks, boolean severalScopes) {

  /** In an AWS account. */
  public static final RenderContext AWS = new RenderContext(true, false);

  /** On one machine, without an account. */
  public static final RenderContext LOCAL = new RenderContext(false, false);

  /** In AWS, with one scope or several. */
  public static RenderContext aws(boolean severalScopes) {
    return new RenderContext(true, severalScopes);
  }

  /** What people are to call a service. */
  public String name(ServiceId service) {
    return severalScopes ? service.inPlace() : service.toString();
  }

  /** Its account and Region, where that has to be said. */
  Optional<String> place(ServiceId service) {
    return severalScopes ? Optional.of(service.place().toString()) : Optional.empty();
  }
}
