package io.headroom.core.runbook;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the word that somebody who mistyped most likely meant. */
public final class NearestWord {

  private NearestWord() {}

  /** {@code ; did you mean "threshold"?}, or the list of {@code words} if none is near. */
  static String hint(String typed, Collection<String> words) {
    return of(typed, words)
        .map(word -> "; did you mean \"" + word + "\"?")
        .orElseGet(() -> "; valid here: " + String.join(", ", words));
  }

  /** The nearest of {@code words}, if at most a third of its letters differ (or two, if short). */
  public static Optional<String> of(String typed, Collection<String> words) {
    return words.stream()
        .filter(word -> distance(typed, word) <= Math.max(2, word.length() / 3))
        .filter(word -> distance(typed, word) < word.length())
        .min(Comparator.comparingInt((String word) -> distance(typed, word)));
  }

  /** Damerau-Levenshtein (adjacent letters may swap, no substring is edited twice). */
  static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        d[i][j] = i == 0 || j == 0 ? i + j : cheapest(d, a, b, i, j);
      }
    }
    return d[a.length()][b.length()];
  }

  private static int cheapest(int[][] d, String a, String b, int i, int j) {
    int differs = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
    int best = Math.min(d[i - 1][j - 1] + differs, Math.min(d[i - 1][j], d[i][j - 1]) + 1);
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(best, d[i - 2][j - 2] + 1) : best;
  }
}
