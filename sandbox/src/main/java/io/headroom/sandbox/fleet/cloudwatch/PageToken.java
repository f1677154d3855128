package io.headroom.sandbox.fleet.cloudwatch;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the next page of GetMetricData begins.
 *
 * @param query index of the first query that is not complete
 * @param offset its first point that was not returned
 * @param asOf when the first page was asked for; later points do not slip into later pages
 */
record PageToken(int query, int offset, Instant asOf) {

  private static final Pattern FORM = Pattern.compile("(\\d{1,6}):(\\d{1,9}):(\\d{1,12})");

  static PageToken parse(String token) {
    try {
      String text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
      Matcher parts = FORM.matcher(text);
      if (parts.matches()) {
        return new PageToken(
            Integer.parseInt(parts.group(1)),
            Integer.parseInt(parts.group(2)),
            Instant.ofEpochSecond(Long.parseLong(parts.group(3))));
      }
    } catch (IllegalArgumentException notBase64) {
      throw CloudWatchErrors.invalidToken();
    }
    throw CloudWatchErrors.invalidToken();
  }

  String text() {
    String text = query + ":" + offset + ":" + asOf.getEpochSecond();
    return Base64.getUrlEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
