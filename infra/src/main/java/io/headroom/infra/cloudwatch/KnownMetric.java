package io.headroom.infra.cloudwatch;

import io.headroom.core.series.Bytes;
import io.headroom.core.watch.ApplicationMetric;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A metric that applications publish, or agents beside them, under a name that is settled: those of
 * the seeds, and what the Prometheus clients, Micrometer, OpenTelemetry's semantic conventions,
 * cAdvisor and OpenTelemetry's receiver for ECS tasks call the same.
 *
 * <p>Left out on purpose: {@code process.runtime.cpython.gc_count}, which is {@code gc.get_count()}
 * and counts objects since the last collection, not collections; {@code
 * nodejs_heap_size_total_bytes} and the sizes of heap spaces, which are what Node.js has allocated
 * so far and no limit; {@code container.memory.usage}, which has the page cache in it.
 *
 * @param preset which language's it is, or which kind of thing it measures
 * @param split dimension, under the names it has, that a value of has to be chosen of; empty if any
 *     will do
 * @param value those values
 */
record KnownMetric(
    String preset,
    String name,
    Role role,
    Set<String> split,
    Set<String> value,
    Set<Trait> traits) {

  /** What a metric says. */
  enum Role {
    MEMORY_USED("memory used", Optional.empty()),
    HEAP_USED("heap used", Optional.of(ApplicationMetric.HEAP)),
    HEAP_LIMIT("heap limit", Optional.of(ApplicationMetric.HEAP)),
    SWAP_USED("swap used", Optional.of(ApplicationMetric.SWAP)),
    SWAP_LIMIT("swap limit", Optional.of(ApplicationMetric.SWAP)),
    COLLECTIONS("garbage collections", Optional.of(ApplicationMetric.GC));

    private final String words;
    private final Optional<ApplicationMetric> metric;

    Role(String words, Optional<ApplicationMetric> metric) {
      this.words = words;
      this.metric = metric;
    }

    String words() {
      return words;
    }

    /** Those that some things are told by. */
    static Set<Role> of(Set<ApplicationMetric> wanted) {
      return Arrays.stream(values())
          .filter(role -> role.metric.filter(wanted::contains).isPresent())
          .collect(Collectors.toCollection(() -> EnumSet.noneOf(Role.class)));
    }

    /** The dimensions that tell parts of one value from each other, which are added up. */
    Set<String> parts() {
      return switch (this) {
        case HEAP_USED, HEAP_LIMIT -> Dimensions.POOLS;
        case MEMORY_USED, SWAP_USED, SWAP_LIMIT -> Dimensions.CONTAINERS;
        case COLLECTIONS -> Set.of();
      };
    }
  }

  /** How it is published. */
  enum Trait {
    /** Whoever publishes it splits it into parts: without them the largest stands for all. */
    IN_PARTS,
    /** Means what it is meant to only where nobody splits it. */
    NEVER_IN_PARTS,
    /**
     * An up-down counter of OpenTelemetry, which awsemf turns into its changes ({@link UpDown}).
     */
    UP_DOWN,
    /** Durations of events: how many there were is their number of samples. */
    DURATIONS,
    /** In MiB; all others are in bytes. */
    MEBIBYTES
  }

  private static final Set<String> TYPE = Set.of("type");
  private static final Set<String> AREA =
      Set.of("area", "type", "jvm.memory.type", "jvm_memory_type");
  private static final Set<String> HEAP = Set.of("heap");

  /** Of these a tag may name one to be read first, and they go with every language. */
  static final Set<String> MEMORY_PRESETS = Set.of("container", "process");

  /** In the order in which they are preferred. */
  static final List<KnownMetric> ALL =
      List.of(
          any("container", "container_memory_working_set_bytes", Role.MEMORY_USED)
              .with(Trait.IN_PARTS),
          any("container", "ecs.task.memory.utilized", Role.MEMORY_USED).with(Trait.MEBIBYTES),
          any("container", "container.memory.utilized", Role.MEMORY_USED)
              .with(Trait.MEBIBYTES, Trait.IN_PARTS),
          any("container", "container.memory.working_set", Role.MEMORY_USED)
              .with(Trait.UP_DOWN, Trait.IN_PARTS),
          any("process", "process_resident_memory_bytes", Role.MEMORY_USED),
          any("process", "process.memory.usage", Role.MEMORY_USED).with(Trait.UP_DOWN),
          any("process", "process_memory_usage_bytes", Role.MEMORY_USED),
          typed("process", "process.runtime.cpython.memory", Role.MEMORY_USED, "rss")
              .with(Trait.UP_DOWN),
          typed("process", "nodejs_memory_usage_bytes", Role.MEMORY_USED, "rss"),
          typed("nodejs", "nodejs_memory_usage_bytes", Role.HEAP_USED, "heapUsed", "heap_used"),
          any("nodejs", "nodejs_heap_size_used_bytes", Role.HEAP_USED),
          any("nodejs", "v8js.memory.heap.used", Role.HEAP_USED).with(Trait.IN_PARTS),
          any("nodejs", "nodejs_heap_size_limit_bytes", Role.HEAP_LIMIT),
          any("nodejs", "v8js.memory.heap.max", Role.HEAP_LIMIT),
          any("nodejs", "v8js.memory.heap.limit", Role.HEAP_LIMIT)
              .with(Trait.UP_DOWN, Trait.NEVER_IN_PARTS),
          any("nodejs", "nodejs_gc_duration_seconds_count", Role.COLLECTIONS),
          any("nodejs", "nodejs_gc_runs_total", Role.COLLECTIONS),
          any("nodejs", "nodejs_gc_duration_seconds", Role.COLLECTIONS).with(Trait.DURATIONS),
          any("nodejs", "v8js.gc.duration", Role.COLLECTIONS).with(Trait.DURATIONS),
          heap("jvm_memory_bytes_used", Role.HEAP_USED),
          heap("jvm_memory_used_bytes", Role.HEAP_USED).with(Trait.IN_PARTS),
          heap("jvm.memory.used", Role.HEAP_USED).with(Trait.IN_PARTS, Trait.UP_DOWN),
          heap("process.runtime.jvm.memory.usage", Role.HEAP_USED)
              .with(Trait.IN_PARTS, Trait.UP_DOWN),
          heap("jvm_memory_bytes_max", Role.HEAP_LIMIT),
          heap("jvm_memory_max_bytes", Role.HEAP_LIMIT).with(Trait.IN_PARTS),
          heap("jvm_memory_limit_bytes", Role.HEAP_LIMIT).with(Trait.IN_PARTS),
          heap("jvm.memory.limit", Role.HEAP_LIMIT).with(Trait.IN_PARTS, Trait.UP_DOWN),
          heap("process.runtime.jvm.memory.limit", Role.HEAP_LIMIT)
              .with(Trait.IN_PARTS, Trait.UP_DOWN),
          any("jvm", "jvm_gc_collection_seconds_count", Role.COLLECTIONS),
          any("jvm", "jvm_gc_pause_seconds_count", Role.COLLECTIONS),
          any("jvm", "jvm_gc_collection_seconds", Role.COLLECTIONS).with(Trait.DURATIONS),
          any("jvm", "jvm_gc_pause_seconds", Role.COLLECTIONS).with(Trait.DURATIONS),
          any("jvm", "jvm.gc.duration", Role.COLLECTIONS).with(Trait.DURATIONS),
          any("jvm", "process.runtime.jvm.gc.duration", Role.COLLECTIONS).with(Trait.DURATIONS),
          any("python", "python_gc_collections_total", Role.COLLECTIONS),
          any("python", "cpython.gc.collections", Role.COLLECTIONS),
          any("container", "container_memory_swap", Role.SWAP_USED).with(Trait.IN_PARTS),
          any("container", "swap_used_bytes", Role.SWAP_USED),
          any("container", "container_spec_memory_swap_limit_bytes", Role.SWAP_LIMIT)
              .with(Trait.IN_PARTS),
          any("container", "swap_limit_bytes", Role.SWAP_LIMIT),
          any("any", "memory_used_bytes", Role.MEMORY_USED),
          any("any", "heap_used_bytes", Role.HEAP_USED),
          any("any", "heap_limit_bytes", Role.HEAP_LIMIT));

  private static KnownMetric any(String preset, String name, Role role) {
    return new KnownMetric(preset, name, role, Set.of(), Set.of(), Set.of());
  }

  private static KnownMetric typed(String preset, String name, Role role, String... types) {
    return new KnownMetric(preset, name, role, TYPE, Set.of(types), Set.of());
  }

  private static KnownMetric heap(String name, Role role) {
    return new KnownMetric("jvm", name, role, AREA, HEAP, Set.of());
  }

  private KnownMetric with(Trait... more) {
    return new KnownMetric(preset, name, role, split, value, Set.of(more));
  }

  boolean is(Trait trait) {
    return traits.contains(trait);
  }

  /** What one unit of its values is. */
  double unit() {
    return is(Trait.MEBIBYTES) ? Bytes.mib(1).value() : 1;
  }

  /** Whether it belongs to no language: it goes with the metrics of each. */
  boolean ofAnyLanguage() {
    return MEMORY_PRESETS.contains(preset) || preset.equals("any");
  }

  /** Whether a metric of this name with these dimensions says what it is meant to. */
  boolean fits(Map<String, String> dimensions) {
    return split.isEmpty()
        || split.stream().map(name -> dimensions.getOrDefault(name, "")).anyMatch(value::contains);
  }
}
