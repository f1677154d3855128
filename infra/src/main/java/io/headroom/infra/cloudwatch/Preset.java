package io.headroom.infra.cloudwatch;

import io.headroom.core.fleet.Service;
import io.headroom.core.fleet.Tags;
import io.headroom.infra.cloudwatch.ApplicationMetrics.Found;
import java.util.Optional;

/**
 * What the tag {@code headroom:metrics} says: a namespace, and after a slash perhaps a preset,
 * which is a language or what the memory is to be read from: {@code Shop/App/nodejs}, {@code
 * Shop/App/container}.
 */
record Preset(String namespace, Optional<String> name) {

  static Preset parse(String tag) {
    int slash = tag.lastIndexOf('/');
    String last = tag.substring(slash + 1);
    boolean known =
        slash > 0 && KnownMetric.ALL.stream().anyMatch(metric -> metric.preset().equals(last));
    return known
        ? new Preset(tag.substring(0, slash), Optional.of(last))
        : new Preset(tag, Optional.empty());
  }

  /** Whether a service wants its memory read there before anywhere else. */
  static boolean beforeAll(Service service) {
    return service
        .tag(Tags.METRICS)
        .flatMap(tag -> parse(tag).name())
        .filter(KnownMetric.MEMORY_PRESETS::contains)
        .isPresent();
  }

  boolean fits(Found found) {
    return namespace.equals(found.metric().namespace()) && fits(found.known());
  }

  private boolean fits(KnownMetric known) {
    if (name.isEmpty() || known.preset().equals(name.get())) {
      return true;
    }
    boolean memory = KnownMetric.MEMORY_PRESETS.contains(name.get());
    // Of two kinds of memory the one that is named; of a language what is its own or of none.
    return memory ? known.role() != KnownMetric.Role.MEMORY_USED : known.ofAnyLanguage();
  }
}
