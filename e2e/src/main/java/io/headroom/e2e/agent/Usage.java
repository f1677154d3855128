package io.headroom.e2e.agent;

import io.headroom.e2e.stack.Docker;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what containers use of their memory: their cgroup's usage without reclaimable file pages.
 */
final class Usage {

  private static final Pattern LINE = Pattern.compile("(\\w+)\t([0-9.]+)(B|KiB|MiB|GiB) / .*");

  private static final Map<String, Long> UNITS =
      Map.of("B", 1L, "KiB", 1L << 10, "MiB", 1L << 20, "GiB", 1L << 30);

  private Usage() {}

  /** Bytes by container id; one that has ended has none. */
  static Map<String, Long> of(Docker docker, List<String> containers) {
    if (containers.isEmpty()) {
      return Map.of();
    }
    var command =
        new ArrayList<String>(
            List.of("stats", "--no-stream", "--no-trunc", "--format", "{{.ID}}\t{{.MemUsage}}"));
    command.addAll(containers);
    var usage = new HashMap<String, Long>();
    for (String line : docker.lines(command.toArray(String[]::new))) {
      Matcher matcher = LINE.matcher(line);
      if (matcher.matches()) {
        usage.put(matcher.group(1), bytes(matcher.group(2), matcher.group(3)));
      }
    }
    // One that has ended shows as 0.
    usage.values().removeIf(bytes -> bytes == 0);
    return usage;
  }

  static long bytes(String number, String unit) {
    Long factor = UNITS.get(unit);
    if (factor == null) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "unknown unit %s of %s", unit, number));
    }
    return Math.round(Double.parseDouble(number) * factor);
  }
}
