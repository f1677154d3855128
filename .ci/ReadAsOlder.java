package io.headroom.infra.store;

import io.headroom.core.incident.Incident;
import io.headroom.core.incident.IncidentEvent;
import io.headroom.core.incident.IncidentId;
import io.headroom.core.incident.Recorded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Compiled against the reader of an older version by {@code read-as-older}: says for each event of a
 * file what that version makes of it, and folds it into an incident.
 */
final class ReadAsOlder {

  private static final Pattern KIND =
      Pattern.compile(
          "^\\{\"(?:finding|verdict)\":.*?\"kind\":\"([a-z-]+)\"(?:,\"of\":\"(\\w+)\")?");

  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

  private ReadAsOlder() {}

  /**
   * Prints a line for each event.
   *
   * @param args the file: a type and a body in each line, the first of them how an incident begins
   */
  public static void main(String[] args) throws IOException {
    IncidentEvent first = null;
    for (String line : Files.readAllLines(Path.of(args[0]))) {
      String[] parts = line.split(" ", 2);
      IncidentEvent event = EventJson.read(parts[0], parts[1]);
      if (first == null) {
        first = event;
      }
      String made =
          switch (event) {
            case IncidentEvent.Unknown unknown -> unknown.obscures() ? "hands-off" : "passed-over";
            default -> "understood";
          };
      Incident incident = fold(event == first ? List.of(first) : List.of(first, event));
      if (made.equals("hands-off") != incident.obscuredAt().isPresent()) {
        throw new AssertionError("the incident does not say that it is obscured: " + line);
      }
      System.out.println(made + " " + parts[0] + kind(parts[1]));
    }
  }

  private static Incident fold(List<IncidentEvent> events) {
    var recorded = new ArrayList<Recorded>();
    for (IncidentEvent event : events) {
      int number = recorded.size() + 1;
      recorded.add(new Recorded(number, NOON.plusSeconds(number), "key-" + number, event));
    }
    return Incident.of(new IncidentId("checkout-api-1"), recorded);
  }

  /** Of a finding or a verdict: its kind, and what it measures. */
  private static String kind(String body) {
    Matcher found = KIND.matcher(body);
    if (!found.find()) {
      return "";
    }
    return " " + found.group(1) + (found.group(2) == null ? "" : " " + found.group(2));
  }
}
