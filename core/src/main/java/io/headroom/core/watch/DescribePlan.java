package io.headroom.core.watch;

import io.headroom.core.fleet.ServiceId;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Decides which services ECS is asked to describe. It costs nothing but ECS's rates, which others
 * in the account need too: a fleet that ten calls describe is described each minute, a larger one
 * in turns. Each service then is described every fifteen minutes, and each minute while somebody
 * has to know.
 */
public final class DescribePlan {

  /** Services that one call describes. */
  static final int A_CALL = 10;

  /** A fleet that takes so many calls, with those that list it, is described each minute. */
  static final int SMALL = 10;

  /** Minutes within which each service is described once. */
  static final int TURN = 15;

  /** Minutes from one listing of all services to the next. */
  static final int LISTING = 10;

  private DescribePlan() {}

  /** Calls that it takes to list and describe everything: clusters, their services, all of them. */
  public static int callsForAll(Collection<ServiceId> all) {
    return 2 + byCluster(all).values().stream().mapToInt(ids -> 1 + calls(ids.size())).sum();
  }

  /** Whether the fleet is so small that everything is listed and described each minute. */
  public static boolean small(Collection<ServiceId> all) {
    return callsForAll(all) <= SMALL;
  }

  /** Whether all services are to be listed in this minute. */
  public static boolean listingDue(Collection<ServiceId> known, Instant listedAt, Instant now) {
    return small(known) || WatchPlan.minute(now) - WatchPlan.minute(listedAt) >= LISTING;
  }

  /**
   * The services to describe in this minute: those that are not known yet, those asked for, and the
   * groups of ten whose turn it is. What is asked for fills the calls of its cluster before it
   * makes further ones.
   *
   * @param all that are listed
   * @param known when each was described last
   * @param wanted those that somebody has to know about now
   */
  public static List<ServiceId> due(
      Collection<ServiceId> all,
      Map<ServiceId, Instant> known,
      Set<ServiceId> wanted,
      Instant now) {
    if (small(all)) {
      return all.stream().sorted().toList();
    }
    long minute = WatchPlan.minute(now);
    var due = new TreeSet<ServiceId>();
    for (List<ServiceId> cluster : byCluster(all).values()) {
      due.addAll(ofCluster(cluster, known, wanted, minute));
    }
    return List.copyOf(due);
  }

  private static Set<ServiceId> ofCluster(
      List<ServiceId> cluster, Map<ServiceId, Instant> known, Set<ServiceId> wanted, long minute) {
    var due = new HashSet<ServiceId>();
    long first = WatchPlan.slot(cluster.getFirst(), TURN);
    for (int i = 0; i < cluster.size(); i++) {
      ServiceId id = cluster.get(i);
      Instant at = known.get(id);
      boolean turn = Math.floorMod(first + i / A_CALL, TURN) == Math.floorMod(minute, TURN);
      boolean overdue = at == null || minute - WatchPlan.minute(at) > TURN;
      if (turn || overdue || wanted.contains(id)) {
        due.add(id);
      }
    }
    return due;
  }

  private static Map<String, List<ServiceId>> byCluster(Collection<ServiceId> all) {
    return all.stream()
        .sorted()
        .collect(Collectors.groupingBy(ServiceId::cluster, TreeMap::new, Collectors.toList()));
  }

  private static int calls(int services) {
    return (services + A_CALL - 1) / A_CALL;
  }
}
