package io.headroom.infra.cloudwatch;

import io.headroom.core.fleet.Service;
import io.headroom.infra.cloudwatch.ApplicationMetrics.Found;
import io.headroom.infra.cloudwatch.KnownMetric.Trait;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which series of one role are asked for, of all that a service has: the same metric is there with
 * many sets of dimensions.
 *
 * @param candidates all of the role
 */
record Choice(Service service, List<Found> candidates) {

  /** Series of one metric that are read for a service; each costs as much as the service itself. */
  static final int MOST_SERIES = 10;

  /** Those of the best known metric with the fewest series: all with the same dimensions. */
  List<Found> best(List<String> missing) {
    if (candidates.isEmpty()) {
      return List.of();
    }
    int first = candidates.stream().mapToInt(Choice::rank).min().orElseThrow();
    List<Found> group = fewest(candidates.stream().filter(found -> rank(found) == first));
    Found one = group.getFirst();
    String what = "%s: %s".formatted(one.known().role().words(), one.known().name());
    if (lacksParts(one)) {
      missing.add(
          "%s comes without the %s as a dimension: the largest stands for all of them"
              .formatted(what, ofContainers(one) ? "container" : "part of the heap"));
    }
    List<Found> some = some(group);
    if (some.size() < group.size()) {
      missing.add(
          "%s: %d of its %d series are read; publish it by ClusterName and ServiceName alone"
              .formatted(what, some.size(), group.size()));
    }
    return some;
  }

  /** Whether there are series of single tasks, of the same metric in the same namespace. */
  boolean tellsTasks(Found same) {
    return ofTasks(same).findAny().isPresent();
  }

  /** Those of some tasks, by the task's id. */
  Map<String, List<Found>> ofTasks(Found same, Collection<String> tasks) {
    Set<String> wanted = Set.copyOf(tasks);
    List<Found> ofTasks =
        ofTasks(same)
            .filter(
                found -> Dimensions.task(found.dimensions()).filter(wanted::contains).isPresent())
            .toList();
    return ofTasks.isEmpty()
        ? Map.of()
        : fewest(ofTasks.stream()).stream()
            .collect(
                Collectors.groupingBy(
                    found -> Dimensions.task(found.dimensions()).orElseThrow(),
                    TreeMap::new,
                    Collectors.toList()));
  }

  private Stream<Found> ofTasks(Found same) {
    return candidates.stream()
        .filter(found -> found.known().equals(same.known()))
        .filter(found -> found.metric().namespace().equals(same.metric().namespace()))
        .filter(found -> Dimensions.task(found.dimensions()).isPresent());
  }

  /** Of the groups with the same dimensions one that has what it needs in the fewest series. */
  private List<Found> fewest(Stream<Found> all) {
    return all
        .collect(
            Collectors.groupingBy(
                found -> found.metric().namespace() + " " + found.dimensions().keySet(),
                TreeMap::new,
                Collectors.toList()))
        .values()
        .stream()
        .min(
            Comparator.<List<Found>, Boolean>comparing(group -> lacksParts(group.getFirst()))
                .thenComparingInt(List::size)
                .thenComparingInt(group -> group.getFirst().dimensions().size()))
        .orElseThrow();
  }

  /** As many as are read, no whole cut in two. */
  private static List<Found> some(List<Found> group) {
    var some = new ArrayList<Found>();
    group.stream()
        .collect(
            Collectors.groupingBy(
                found -> PublishedValues.whole(found).toString(),
                TreeMap::new,
                Collectors.toList()))
        .values()
        .forEach(
            whole -> {
              if (some.isEmpty() || some.size() + whole.size() <= MOST_SERIES) {
                some.addAll(whole);
              }
            });
    return some;
  }

  private boolean lacksParts(Found found) {
    boolean several = !ofContainers(found) || service.taskDefinition().containers().size() > 1;
    return found.known().is(Trait.IN_PARTS)
        && several
        && !Dimensions.ofAPart(found.dimensions(), found.known().role().parts());
  }

  private static boolean ofContainers(Found found) {
    return found.known().role().parts().equals(Dimensions.CONTAINERS);
  }

  private static int rank(Found found) {
    return KnownMetric.ALL.indexOf(found.known());
  }
}
