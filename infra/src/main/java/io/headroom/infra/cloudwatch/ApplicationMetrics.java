package io.headroom.infra.cloudwatch;

import io.headroom.core.abreast.Abreast;
import io.headroom.core.fleet.Service;
import io.headroom.core.fleet.Tags;
import io.headroom.infra.aws.AwsErrors;
import io.headroom.infra.cloudwatch.KnownMetric.Role;
import io.headroom.infra.cloudwatch.KnownMetric.Trait;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.Metric;
import software.amazon.awssdk.services.cloudwatch.model.RecentlyActive;

/**
 * What applications publish about themselves, found by ListMetrics: each {@link KnownMetric} in any
 * namespace, as far as it had a value in the last three hours, and whose it is by its dimensions.
 * Listed once an hour, and sooner where what was found has fallen silent. Safe for use by several
 * threads.
 */
final class ApplicationMetrics {

  /** ListMetrics costs as much as asking for a metric: once an hour is next to nothing. */
  static final Duration LISTED_EVERY = Duration.ofHours(1);

  /** Listed again so soon when it failed, or when nothing came of what it found. */
  static final Duration AGAIN_AFTER = Duration.ofMinutes(10);

  private final CloudWatchClient client;
  private final Abreast abreast;
  private final Map<Role, Listing> listings = new EnumMap<>(Role.class);
  private final Set<Role> silent = EnumSet.noneOf(Role.class);

  /**
   * @param abreast how many names are listed at the same time
   */
  ApplicationMetrics(CloudWatchClient client, Abreast abreast) {
    this.client = client;
    this.abreast = abreast;
  }

  /** What was listed at a moment, by the names of services and families in the dimensions. */
  private record Listing(
      Instant at, Map<String, List<Found>> byName, List<Found> all, Optional<String> failure) {}

  /** A metric that is there. */
  record Found(KnownMetric known, Metric metric, Map<String, String> dimensions) {}

  /**
   * What one service's application publishes.
   *
   * @param chosen the series to ask for, of each role of which there are any
   * @param tellsTasks whether there are series of single tasks of its memory
   * @param ofTasks those of the tasks that were asked for, by the task's id
   * @param missing what was looked for in vain, in words
   */
  record Selection(
      Map<Role, List<Found>> chosen,
      boolean tellsTasks,
      Map<String, List<Found>> ofTasks,
      List<String> missing) {}

  /**
   * What is published of some things for a service.
   *
   * @param tasks ids of those whose memory is wanted one by one
   */
  Selection of(Service service, Set<Role> roles, Collection<String> tasks, Instant now) {
    var chosen = new EnumMap<Role, List<Found>>(Role.class);
    Map<String, List<Found>> ofTasks = Map.of();
    boolean tellsTasks = false;
    var missing = new ArrayList<String>();
    Optional<Preset> preset = service.tag(Tags.METRICS).map(Preset::parse);
    for (Role role : roles) {
      Listing listing = listing(role, now);
      listing.failure().filter(words -> !missing.contains(words)).ifPresent(missing::add);
      var choice = new Choice(service, candidates(listing, service, preset));
      List<Found> best = choice.best(missing);
      if (!best.isEmpty()) {
        chosen.put(role, best);
        if (role == Role.MEMORY_USED) {
          tellsTasks = choice.tellsTasks(best.getFirst());
          ofTasks = choice.ofTasks(best.getFirst(), tasks);
        }
      }
    }
    return new Selection(chosen, tellsTasks, ofTasks, missing);
  }

  /** Nothing came of what was found for a service that runs: it may be published otherwise now. */
  synchronized void nothingCame(Role role) {
    silent.add(role);
  }

  private static List<Found> candidates(Listing listing, Service service, Optional<Preset> preset) {
    Stream<Found> found =
        preset.isPresent()
            ? listing.all().stream().filter(preset.get()::fits)
            : Dimensions.names(service).stream()
                .flatMap(name -> listing.byName().getOrDefault(name, List.of()).stream());
    return found.filter(one -> Dimensions.fits(one.dimensions(), service)).distinct().toList();
  }

  private synchronized Listing listing(Role role, Instant now) {
    Listing known = listings.get(role);
    if (known != null) {
      boolean soon = known.failure().isPresent() || silent.contains(role);
      if (now.isBefore(known.at().plus(soon ? AGAIN_AFTER : LISTED_EVERY))) {
        return known;
      }
    }
    Listing fresh = list(role, now, known == null ? List.of() : known.all());
    listings.put(role, fresh);
    silent.remove(role);
    return fresh;
  }

  private Listing list(Role role, Instant now, List<Found> before) {
    List<KnownMetric> names =
        KnownMetric.ALL.stream().filter(known -> known.role() == role).toList();
    try {
      List<Found> all = abreast.map(names, this::list).stream().flatMap(List::stream).toList();
      List<Found> meant = all.stream().filter(found -> !split(found, all)).toList();
      return new Listing(now, byName(meant), meant, Optional.empty());
    } catch (SdkException e) {
      return new Listing(
          now,
          byName(before),
          before,
          Optional.of("metrics of applications: ListMetrics failed: " + AwsErrors.words(e)));
    }
  }

  private List<Found> list(KnownMetric known) {
    return client
        .listMetricsPaginator(
            request -> request.metricName(known.name()).recentlyActive(RecentlyActive.PT3_H))
        .metrics()
        .stream()
        .map(metric -> new Found(known, metric, Dimensions.of(metric)))
        .filter(found -> known.fits(found.dimensions()))
        .toList();
  }

  /** Whether it means something else, since somebody in its namespace splits it. */
  private static boolean split(Found found, List<Found> all) {
    return found.known().is(Trait.NEVER_IN_PARTS)
        && all.stream()
            .filter(other -> other.known().equals(found.known()))
            .filter(other -> other.metric().namespace().equals(found.metric().namespace()))
            .anyMatch(
                other -> Dimensions.ofAPart(other.dimensions(), found.known().role().parts()));
  }

  private static Map<String, List<Found>> byName(List<Found> all) {
    var byName = new HashMap<String, List<Found>>();
    for (Found found : all) {
      for (String name : Dimensions.identities(found.dimensions())) {
        byName.computeIfAbsent(name, key -> new ArrayList<>()).add(found);
      }
    }
    return byName;
  }
}
