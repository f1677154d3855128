package io.headroom.core.fleet;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * All that this installation watches. No service belongs to two of them: two checks would each move
 * its incident on.
 *
 * @param all one at least, in the order they were given
 */
public record Scopes(List<Scope> all) {

  /**
   * @throws IllegalArgumentException if there is none, or two of them overlap
   */
  public Scopes {
    all = List.copyOf(all);
    if (all.isEmpty()) {
      throw new IllegalArgumentException("there is no scope: nothing would be watched");
    }
    for (int i = 0; i < all.size(); i++) {
      for (int j = 0; j < i; j++) {
        if (all.get(i).overlaps(all.get(j))) {
          throw new IllegalArgumentException(
              "%s and %s overlap: a cluster belongs to one scope"
                  .formatted(all.get(j), all.get(i)));
        }
      }
    }
  }

  /** One scope alone. */
  public static Scopes of(Scope scope) {
    return new Scopes(List.of(scope));
  }

  /**
   * Reads the parameter {@code Scopes}: entries as {@link Scope#parse} reads them, with commas
   * between.
   *
   * @throws IllegalArgumentException if one is anything else, or two overlap
   */
  public static Scopes parse(String text) {
    return new Scopes(
        Arrays.stream(text.split(",", -1)).map(String::strip).map(Scope::parse).toList());
  }

  /** Whether there are several: then people need to be told which account and Region is meant. */
  public boolean several() {
    return all.size() > 1;
  }

  /** The one that a service belongs to; empty if it is not watched. */
  public Optional<Scope> including(ServiceId service) {
    return all.stream().filter(scope -> scope.includes(service)).findFirst();
  }

  /** Whether something is watched in a place. */
  public boolean reach(Place place) {
    return all.stream().anyMatch(scope -> scope.place().equals(place));
  }

  /** With commas between, as it is read. */
  @Override
  public String toString() {
    return String.join(",", all.stream().map(Scope::toString).toList());
  }
}
