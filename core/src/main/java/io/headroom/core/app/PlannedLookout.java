package io.headroom.core.app;

import io.headroom.core.abreast.Abreast;
import io.headroom.core.fleet.Scope;
import io.headroom.core.fleet.ServiceId;
import io.headroom.core.port.Fleet;
import io.headroom.core.port.Metrics;
import io.headroom.core.port.WatchStore;
import io.headroom.core.runbook.Runbooks;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Watches a fleet by plan: what is known is kept from check to check, ECS is asked in turns ({@code
 * DescribePlan}), CloudWatch about each service as often as it needs ({@code WatchPlan}), only for
 * the minutes that are missing, and in as few calls as that takes ({@code CallPlan}). What is kept
 * may be lost at any time, with the function's instance or in the store; it is read again then.
 * Safe for use by several threads; two checks of one scope wait for each other.
 */
public final class PlannedLookout implements Lookout {

  private final Metrics metrics;
  private final WatchStore store;
  private final RulesInForce rules;
  private final Abreast abreast;
  private final Map<Scope, KnownServices> known = new ConcurrentHashMap<>();

  /**
   * @param abreast how many services' tasks are listed at the same time
   */
  public PlannedLookout(Metrics metrics, WatchStore store, Runbooks runbooks, Abreast abreast) {
    this.metrics = metrics;
    this.store = store;
    this.rules = new RulesInForce(runbooks);
    this.abreast = abreast;
  }

  @Override
  public Seen look(Scope scope, Set<ServiceId> withIncident, Fleet fleet, Instant now) {
    KnownServices kept = known.computeIfAbsent(scope, each -> new KnownServices(each, rules));
    synchronized (kept) {
      var look =
          new PlannedLook(
              kept,
              withIncident,
              fleet,
              abreast,
              new Questions(metrics, now),
              new WatchKeeping(store, now),
              now);
      return look.look();
    }
  }
}
