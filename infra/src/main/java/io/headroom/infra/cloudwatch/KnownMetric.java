package io.headroom.infra.cloudwatch;

import io.headroom.core.watch.ApplicationMetric;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A metric that applications publish under a name of their language's client library. The seeds
 * name the first of each; the others are what the Prometheus clients, Micrometer and
 * OpenTelemetry's semantic conventions call the same.
 *
 * @param preset which language's it is
 * @param split dimension, under the names it has, that a value of has to be chosen of; empty if any
 *     will do
 * @param value those values
 */
record KnownMetric(String preset, String name, Role role, Set<String> split, Set<String> value) {

  /** What a metric says. */
  enum Role {
    HEAP_USED("heap used", ApplicationMetric.HEAP),
    HEAP_LIMIT("heap limit", ApplicationMetric.HEAP),
    SWAP_USED("swap used", ApplicationMetric.SWAP),
    SWAP_LIMIT("swap limit", ApplicationMetric.SWAP),
    COLLECTIONS("garbage collections", ApplicationMetric.GC);

    private final String words;
    private final ApplicationMetric metric;

    Role(String words, ApplicationMetric metric) {
      this.words = words;
      this.metric = metric;
    }

    String words() {
      return words;
    }

    ApplicationMetric metric() {
      return metric;
    }
  }

  private static final Set<String> TYPE = Set.of("type");
  private static final Set<String> AREA =
      Set.of("area", "type", "jvm.memory.type", "jvm_memory_type");
  private static final Set<String> HEAP = Set.of("heap");

  /** In the order in which they are preferred. */
  static final List<KnownMetric> ALL =
      List.of(
          new KnownMetric(
              "nodejs",
              "nodejs_memory_usage_bytes",
              Role.HEAP_USED,
              TYPE,
              Set.of("heapUsed", "heap_used")),
          any("nodejs", "nodejs_heap_size_used_bytes", Role.HEAP_USED),
          any("nodejs", "v8js.memory.heap.used", Role.HEAP_USED),
          any("nodejs", "nodejs_heap_size_limit_bytes", Role.HEAP_LIMIT),
          any("nodejs", "v8js.memory.heap.limit", Role.HEAP_LIMIT),
          any("nodejs", "nodejs_gc_duration_seconds_count", Role.COLLECTIONS),
          heap("jvm_memory_bytes_used", Role.HEAP_USED),
          heap("jvm_memory_used_bytes", Role.HEAP_USED),
          heap("jvm.memory.used", Role.HEAP_USED),
          heap("jvm_memory_bytes_max", Role.HEAP_LIMIT),
          heap("jvm_memory_max_bytes", Role.HEAP_LIMIT),
          heap("jvm.memory.limit", Role.HEAP_LIMIT),
          any("jvm", "jvm_gc_collection_seconds_count", Role.COLLECTIONS),
          any("jvm", "jvm_gc_pause_seconds_count", Role.COLLECTIONS),
          any("python", "python_gc_collections_total", Role.COLLECTIONS),
          any("python", "cpython.gc.collections", Role.COLLECTIONS),
          any("container", "container_memory_swap", Role.SWAP_USED),
          any("container", "swap_used_bytes", Role.SWAP_USED),
          any("container", "container_spec_memory_swap_limit_bytes", Role.SWAP_LIMIT),
          any("container", "swap_limit_bytes", Role.SWAP_LIMIT),
          any("any", "heap_used_bytes", Role.HEAP_USED),
          any("any", "heap_limit_bytes", Role.HEAP_LIMIT));

  private static KnownMetric any(String preset, String name, Role role) {
    return new KnownMetric(preset, name, role, Set.of(), Set.of());
  }

  private static KnownMetric heap(String name, Role role) {
    return new KnownMetric("jvm", name, role, AREA, HEAP);
  }

  /** Whether a metric of this name with these dimensions says what it is meant to. */
  boolean fits(Map<String, String> dimensions) {
    return split.isEmpty()
        || split.stream().map(name -> dimensions.getOrDefault(name, "")).anyMatch(value::contains);
  }
}
