package io.headroom.infra.settings;

import io.headroom.core.fleet.Place;
import io.headroom.core.fleet.Scope;
import io.headroom.core.fleet.Scopes;
import java.util.List;
import java.util.Optional;

/**
 * Reads what is watched. {@code CLUSTERS} is what the functions' own roles may reach where they
 * run: a scope there stays within it.
 */
final class ScopesReader {

  private ScopesReader() {}

  /**
   * Reads {@code SCOPES}, or the one scope that there is without it.
   *
   * @param home where the functions run
   * @throws IllegalArgumentException with the sentence to be told
   */
  static Scopes read(Place home, Optional<String> clusters, Optional<String> scopes) {
    Scope own = Scope.of(home, clusters.orElse("*"));
    if (scopes.isEmpty()) {
      return Scopes.of(own);
    }
    Scopes read = Scopes.parse(scopes.get());
    for (Scope scope : read.all()) {
      if (scope.place().equals(home)) {
        checkWithin(own, scope);
      }
    }
    return read;
  }

  private static void checkWithin(Scope own, Scope scope) {
    List<String> reachable = own.clusters();
    boolean within =
        reachable.isEmpty()
            || (!scope.clusters().isEmpty() && reachable.containsAll(scope.clusters()));
    if (!within) {
      throw new IllegalArgumentException(
          "%s goes beyond the parameter Clusters (%s), which says what the functions may reach in their own account and Region"
              .formatted(scope, String.join(",", reachable)));
    }
  }
}
