package io.headroom.infra.settings;

import io.headroom.core.fleet.Place;

/**
 * How a function gets into another account or Region: by the role that {@code
 * infra/stacks/spoke-account.yaml} makes there for it.
 *
 * @param name without the Region at its end
 * @param externalId what both sides agreed on; no secret
 */
public record ScopeRole(String name, String externalId) {

  /** The role of a place: {@code arn:aws:iam::123456789012:role/headroom-read-eu-central-1}. */
  public String arn(Place place) {
    return "arn:%s:iam::%s:role/%s-%s"
        .formatted(place.partition(), place.account(), name, place.region());
  }
}
