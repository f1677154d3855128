package io.headroom.sandbox.fleet.ecs;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list.
 *
 * @param items what is on it
 * @param nextToken how to get the next page; null on the last one
 */
record Page<T>(List<T> items, @Nullable String nextToken) {

  /** The page that a token names, of at most so many items. */
  static <T> Page<T> of(List<T> all, @Nullable String token, int size) {
    int from = token == null ? 0 : offset(token);
    if (from > all.size()) {
      throw EcsErrors.invalid("Invalid token");
    }
    int to = Math.min(all.size(), from + size);
    return new Page<>(List.copyOf(all.subList(from, to)), to < all.size() ? token(to) : null);
  }

  /** The page size of a request; {@code usual} where it names none. */
  static int size(@Nullable Integer maxResults, int usual, int most) {
    if (maxResults == null) {
      return usual;
    }
    if (maxResults < 1 || maxResults > most) {
      throw EcsErrors.invalid("maxResults must be between 1 and " + most + ".");
    }
    return maxResults;
  }

  private static String token(int offset) {
    return Base64.getUrlEncoder()
        .encodeToString(("page:" + offset).getBytes(StandardCharsets.UTF_8));
  }

  private static int offset(String token) {
    try {
      String text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
      return Integer.parseUnsignedInt(text.substring("page:".length()));
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw EcsErrors.invalid("Invalid token");
    }
  }
}
