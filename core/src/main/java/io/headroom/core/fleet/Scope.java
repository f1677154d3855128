package io.headroom.core.fleet;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What one check looks at: clusters in one account and Region.
 *
 * @param clusters names; empty for every cluster there
 */
public record Scope(Place place, List<String> clusters) {

  /** "Up to 255 letters, numbers, underscores, and hyphens": CreateCluster. */
  private static final Pattern CLUSTER = Pattern.compile("[A-Za-z0-9_-]{1,255}");

  private static final String EVERY = "*";

  public Scope {
    clusters = List.copyOf(clusters);
  }

  /** Every cluster of a place. */
  public static Scope all(Place place) {
    return new Scope(place, List.of());
  }

  /**
   * Reads the parameter {@code Clusters}: {@code *}, or names with commas between them.
   *
   * @throws IllegalArgumentException if a name is none that a cluster can have
   */
  public static Scope of(Place place, String clusters) {
    return clusters.isBlank() || clusters.strip().equals(EVERY)
        ? all(place)
        : new Scope(place, names(clusters, ","));
  }

  /**
   * Reads one entry of the parameter {@code Scopes}: {@code 123456789012/eu-central-1/shop+batch},
   * or {@code 123456789012/eu-central-1/*} for every cluster there.
   *
   * @throws IllegalArgumentException if it is anything else
   */
  public static Scope parse(String text) {
    int end = text.lastIndexOf('/');
    if (end < 0 || end == text.length() - 1) {
      throw new IllegalArgumentException(
          "\"%s\" is no ACCOUNT/REGION/CLUSTERS, such as 123456789012/eu-central-1/shop+batch"
              .formatted(text));
    }
    Place place = Place.parse(text.substring(0, end));
    String clusters = text.substring(end + 1);
    return clusters.equals(EVERY) ? all(place) : new Scope(place, names(clusters, "\\+"));
  }

  private static List<String> names(String text, String separator) {
    List<String> names =
        Arrays.stream(text.split(separator, -1)).map(String::strip).distinct().toList();
    for (String name : names) {
      if (!CLUSTER.matcher(name).matches()) {
        throw new IllegalArgumentException(
            "\"%s\" is no name of a cluster; those are letters, digits, _ and -, or * for all"
                .formatted(name));
      }
    }
    return names;
  }

  /** Whether a service belongs to it. */
  public boolean includes(ServiceId service) {
    return service.place().equals(place)
        && (clusters.isEmpty() || clusters.contains(service.cluster()));
  }

  /** Whether some service could belong to both. */
  boolean overlaps(Scope other) {
    return place.equals(other.place)
        && (clusters.isEmpty()
            || other.clusters.isEmpty()
            || clusters.stream().anyMatch(other.clusters::contains));
  }

  /** As it is read: {@code 123456789012/eu-central-1/shop+batch}. */
  @Override
  public String toString() {
    return place + "/" + (clusters.isEmpty() ? EVERY : String.join("+", clusters));
  }
}
