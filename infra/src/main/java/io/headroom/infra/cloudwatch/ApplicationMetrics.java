package io.headroom.infra.cloudwatch;

import io.headroom.core.fleet.Service;
import io.headroom.core.fleet.Tags;
import io.headroom.core.watch.ApplicationMetric;
import io.headroom.infra.aws.AwsErrors;
import io.headroom.infra.cloudwatch.KnownMetric.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.Metric;
import software.amazon.awssdk.services.cloudwatch.model.RecentlyActive;

/**
 * What applications publish about themselves, found by ListMetrics: each {@link KnownMetric} in any
 * namespace, as far as it had a value in the last three hours, and whose it is by its dimensions.
 * Listed once an hour. Safe for use by several threads.
 */
final class ApplicationMetrics {

  /** ListMetrics costs as much as asking for a metric: once an hour is next to nothing. */
  static final Duration LISTED_EVERY = Duration.ofHours(1);

  /** Listed again so soon when it failed. */
  static final Duration AGAIN_AFTER = Duration.ofMinutes(10);

  /** Series of one metric that are read for a service; each costs as much as the service itself. */
  static final int MOST_SERIES = 10;

  private final CloudWatchClient client;
  private final Map<ApplicationMetric, Listing> listings = new EnumMap<>(ApplicationMetric.class);

  ApplicationMetrics(CloudWatchClient client) {
    this.client = client;
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
   * @param missing what was looked for in vain, in words
   */
  record Selection(Map<Role, List<Found>> chosen, List<String> missing) {}

  /** What is published of some things for a service. */
  Selection of(Service service, Set<ApplicationMetric> wanted, Instant now) {
    var chosen = new EnumMap<Role, List<Found>>(Role.class);
    var missing = new ArrayList<String>();
    Optional<Where> where = service.tag(Tags.METRICS).map(Where::parse);
    for (ApplicationMetric metric : wanted) {
      Listing listing = listing(metric, now);
      listing.failure().ifPresent(missing::add);
      List<Found> candidates = candidates(listing, service, where);
      for (Role role : Role.values()) {
        List<Found> ofRole =
            candidates.stream().filter(found -> found.known().role() == role).toList();
        if (role.metric() == metric && !ofRole.isEmpty()) {
          chosen.put(role, best(ofRole, role, missing));
        }
      }
    }
    return new Selection(chosen, missing);
  }

  /** From the tag: a namespace, and perhaps a preset. */
  private record Where(String namespace, Optional<String> preset) {
    static Where parse(String tag) {
      int slash = tag.lastIndexOf('/');
      String last = tag.substring(slash + 1);
      boolean preset =
          slash > 0 && KnownMetric.ALL.stream().anyMatch(known -> known.preset().equals(last));
      return preset
          ? new Where(tag.substring(0, slash), Optional.of(last))
          : new Where(tag, Optional.empty());
    }

    boolean fits(Found found) {
      return namespace.equals(found.metric().namespace())
          && preset.filter(name -> !name.equals(found.known().preset())).isEmpty();
    }
  }

  private static List<Found> candidates(Listing listing, Service service, Optional<Where> where) {
    Stream<Found> found =
        where.isPresent()
            ? listing.all().stream().filter(where.get()::fits)
            : Dimensions.names(service).stream()
                .flatMap(name -> listing.byName().getOrDefault(name, List.of()).stream());
    return found.filter(one -> Dimensions.fits(one.dimensions(), service)).distinct().toList();
  }

  /** Those of the best known metric with the fewest series: all with the same dimensions. */
  private static List<Found> best(List<Found> candidates, Role role, List<String> missing) {
    int first =
        candidates.stream()
            .mapToInt(found -> KnownMetric.ALL.indexOf(found.known()))
            .min()
            .orElseThrow();
    List<Found> group =
        candidates.stream()
            .filter(found -> KnownMetric.ALL.indexOf(found.known()) == first)
            .collect(
                Collectors.groupingBy(
                    found -> found.metric().namespace() + " " + found.dimensions().keySet(),
                    TreeMap::new,
                    Collectors.toList()))
            .values()
            .stream()
            .min(
                Comparator.<List<Found>>comparingInt(List::size)
                    .thenComparingInt(some -> some.getFirst().dimensions().size()))
            .orElseThrow();
    if (group.size() > MOST_SERIES) {
      missing.add(
          "%s: %d of %d series of %s are read; publish it by ClusterName and ServiceName alone"
              .formatted(role.words(), MOST_SERIES, group.size(), group.getFirst().known().name()));
    }
    return group.stream()
        .sorted(Comparator.comparing(found -> found.dimensions().toString()))
        .limit(MOST_SERIES)
        .toList();
  }

  private synchronized Listing listing(ApplicationMetric metric, Instant now) {
    Listing known = listings.get(metric);
    if (known != null) {
      Duration pause = known.failure().isPresent() ? AGAIN_AFTER : LISTED_EVERY;
      if (now.isBefore(known.at().plus(pause))) {
        return known;
      }
    }
    Listing fresh = list(metric, now, known == null ? List.of() : known.all());
    listings.put(metric, fresh);
    return fresh;
  }

  private Listing list(ApplicationMetric wanted, Instant now, List<Found> before) {
    var all = new ArrayList<Found>();
    try {
      for (KnownMetric known : KnownMetric.ALL) {
        if (known.role().metric() == wanted) {
          client
              .listMetricsPaginator(
                  request -> request.metricName(known.name()).recentlyActive(RecentlyActive.PT3_H))
              .metrics()
              .stream()
              .map(metric -> new Found(known, metric, Dimensions.of(metric)))
              .filter(found -> known.fits(found.dimensions()))
              .forEach(all::add);
        }
      }
      return new Listing(now, byName(all), all, Optional.empty());
    } catch (SdkException e) {
      return new Listing(
          now,
          byName(before),
          before,
          Optional.of("metrics of applications: ListMetrics failed: " + AwsErrors.words(e)));
    }
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
