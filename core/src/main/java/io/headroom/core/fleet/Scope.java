package io.headroom.core.fleet;

import java.util.Arrays;
import java.util.List;

/**
 * Which clusters one check looks at, in the account and Region that the fleet is reached in.
 *
 * @param clusters names; empty for every cluster
 */
public record Scope(List<String> clusters) {

  /** Every cluster. */
  public static final Scope ALL = new Scope(List.of());

  public Scope {
    clusters = List.copyOf(clusters);
  }

  /** Reads the parameter {@code Clusters}: {@code *}, or names with commas between them. */
  public static Scope parse(String text) {
    if (text.isBlank() || text.strip().equals("*")) {
      return ALL;
    }
    return new Scope(
        Arrays.stream(text.split(",", -1))
            .map(String::strip)
            .filter(name -> !name.isEmpty())
            .distinct()
            .toList());
  }

  /** Whether a cluster belongs to it. */
  public boolean includes(String cluster) {
    return clusters.isEmpty() || clusters.contains(cluster);
  }
}
