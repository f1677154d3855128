package io.headroom.infra.cloudwatch;

import io.headroom.core.fleet.Service;
import io.headroom.core.fleet.Service.Insights;
import io.headroom.core.fleet.ServiceId;
import io.headroom.core.watch.Source;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Where each service as a whole is asked about: the best place that has something of it. Some
 * agents on EC2 are told to send nothing to {@code AWS/ECS}, and then Container Insights is empty
 * as well. One place is asked at a time; what is better than the one that answers is tried again,
 * ever more rarely. Safe for use by several threads.
 */
final class Sources {

  /** Something better is tried again so soon after it was missing first … */
  static final Duration SOONEST = Duration.ofMinutes(5);

  /** … and so seldom in the end. */
  static final Duration RAREST = Duration.ofHours(1);

  /**
   * For so long after it came last, what measures otherwise does not take its place: a gap of
   * minutes is silence, on which nothing may fire or clear.
   */
  static final Duration SILENCE = Duration.ofHours(1);

  private final Map<ServiceId, Settled> settled = new ConcurrentHashMap<>();

  /**
   * What is asked for a service.
   *
   * @param since when it was found
   * @param tried when something better was asked for last
   * @param came when it had something last
   */
  private record Settled(Source source, Instant since, Instant tried, Instant came) {

    boolean triesBetter(Instant now) {
      Duration waited = Duration.between(since, tried);
      Duration pause = waited.compareTo(SOONEST) < 0 ? SOONEST : waited;
      return !now.isBefore(tried.plus(pause.compareTo(RAREST) < 0 ? pause : RAREST));
    }
  }

  /** All that there may be for a service, the best first. A tag may name what is read first. */
  static List<Source> all(Service service) {
    var all = new ArrayList<Source>();
    all.add(Source.UTILIZATION);
    if (service.insights() != Insights.OFF) {
      all.add(Source.INSIGHTS);
    }
    all.add(Preset.beforeAll(service) ? 0 : all.size(), Source.APPLICATION);
    return List.copyOf(all);
  }

  /** Which of them are asked now. */
  Set<Source> asked(Service service, Instant now) {
    Source source = settled(service);
    Set<Source> asked = EnumSet.of(source);
    if (known(service).filter(its -> its.triesBetter(now)).isPresent()) {
      List<Source> all = all(service);
      asked.addAll(all.subList(0, all.indexOf(source)));
    }
    return asked;
  }

  /** Which others are asked where those had nothing. */
  Set<Source> others(Service service, Set<Source> asked, Instant now) {
    Optional<Source> lately =
        known(service).filter(its -> now.isBefore(its.came().plus(SILENCE))).map(Settled::source);
    Set<Source> others = EnumSet.noneOf(Source.class);
    for (Source source : all(service)) {
      boolean measuresOtherwise = lately.filter(its -> !its.measuresAs(source)).isPresent();
      if (!asked.contains(source) && !measuresOtherwise) {
        others.add(source);
      }
    }
    return others;
  }

  /** The one that answered last. */
  Source settled(Service service) {
    List<Source> all = all(service);
    return known(service).map(Settled::source).filter(all::contains).orElse(all.getFirst());
  }

  /** One of those that were asked has something. */
  void came(Service service, Source best, Set<Source> asked, Instant now) {
    settled.compute(
        service.id(),
        (id, before) -> {
          if (before == null || before.source() != best) {
            return new Settled(best, now, now, now);
          }
          return new Settled(best, before.since(), asked.size() > 1 ? now : before.tried(), now);
        });
  }

  private Optional<Settled> known(Service service) {
    return Optional.ofNullable(settled.get(service.id()));
  }
}
