package io.headroom.infra.wiring;

import io.headroom.core.abreast.Abreast;
import io.headroom.core.fleet.Place;
import io.headroom.core.port.Fleet;
import io.headroom.core.port.Metrics;
import io.headroom.core.port.Places;
import io.headroom.infra.aws.AssumedRole;
import io.headroom.infra.aws.AwsClients;
import io.headroom.infra.cloudwatch.CloudWatchMetrics;
import io.headroom.infra.ecs.EcsFleet;
import io.headroom.infra.ecs.PassableRoles;
import io.headroom.infra.settings.ScopeRole;
import io.headroom.infra.settings.Settings;
import io.headroom.infra.settings.SettingsException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * The fleet and the metrics of each account and Region: its own by the function's role, every other
 * one by the role of {@code infra/stacks/spoke-account.yaml} there. What a place needs is made when
 * it is first asked for, and kept. Safe for use by several threads.
 */
final class AwsPlaces implements Places {

  private final AwsClients home;
  private final Settings settings;
  private final Abreast calls;
  private final Abreast metricCalls;
  private final PassableRoles passable;
  private final Map<Place, Elsewhere> elsewhere = new ConcurrentHashMap<>();
  private final Map<Place, Fleet> fleets = new ConcurrentHashMap<>();
  private final Map<Place, Metrics> metrics = new ConcurrentHashMap<>();

  /**
   * @param calls of ECS at the same time, in each place
   * @param metricCalls of CloudWatch at the same time, in each place
   */
  AwsPlaces(AwsClients home, Settings settings, Abreast calls, Abreast metricCalls) {
    this.home = home;
    this.settings = settings;
    this.calls = calls;
    this.metricCalls = metricCalls;
    this.passable = new PassableRoles(settings.taskRoles());
  }

  @Override
  public Fleet fleet(Place place) {
    if (!place.equals(settings.place())) {
      elsewhere(place).role.assume();
    }
    return fleets.computeIfAbsent(
        place,
        key -> new EcsFleet(clients(key).ecs(), clients(key).autoScaling(), passable, calls));
  }

  @Override
  public Metrics metrics(Place place) {
    return metrics.computeIfAbsent(
        place, key -> new CloudWatchMetrics(clients(key).cloudWatch(), metricCalls));
  }

  private AwsClients clients(Place place) {
    return place.equals(settings.place()) ? home : elsewhere(place).clients;
  }

  private Elsewhere elsewhere(Place place) {
    return elsewhere.computeIfAbsent(
        place, key -> new Elsewhere(home, home.sts(), key, access(key)));
  }

  private ScopeRole access(Place place) {
    return settings
        .scopeRole()
        .orElseThrow(
            () ->
                new SettingsException(
                    "this function has no role for %s: SCOPE_ROLE and EXTERNAL_ID are not set"
                        .formatted(place)));
  }

  /** Loads STS only where there is another place. */
  private static final class Elsewhere {

    private final AssumedRole role;
    private final AwsClients clients;

    Elsewhere(AwsClients home, StsClient sts, Place place, ScopeRole access) {
      this.role = new AssumedRole(sts, access.arn(place), access.externalId());
      this.clients = home.in(Region.of(place.region()), role.credentials());
    }
  }
}
