package io.headroom.core.runbook;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** Reads one remedy; its {@code kind} says which settings it takes. */
final class RemedyReader {

  static final Type<RemedyKind> KIND = Types.word(RemedyKind.values(), RemedyKind::word);

  /** The lower-case settings, by kind of remedy. */
  static final Map<RemedyKind, Map<String, Type<?>>> WORDS =
      new EnumMap<>(
          Map.of(
              RemedyKind.RAISE_LIMIT, Map.of("factor", Quantities.FACTOR),
              RemedyKind.SCALE_OUT, Map.of("tasks", Quantities.COUNT),
              RemedyKind.RECYCLE, Map.of("every", Quantities.DURATION),
              RemedyKind.FORCE_GC, Map.of("path", Types.PATH),
              RemedyKind.HEAP_SNAPSHOT, Map.of("path", Types.PATH),
              RemedyKind.CLEAR_CACHE, Map.of("path", Types.PATH)));

  /** The kinds that mean nothing without their settings. */
  static final Set<RemedyKind> SETTINGS_REQUIRED =
      EnumSet.of(RemedyKind.SET_ENVIRONMENT, RemedyKind.RECYCLE);

  private static final Pattern VARIABLE = Pattern.compile("[A-Z_][A-Z0-9_]*");

  private RemedyReader() {}

  /** A {@link Type}. */
  static Optional<RemedyOption> read(Node node, Problems problems) {
    Fields fields = Fields.of(node, Shapes.REMEDY, problems);
    Field<RemedyKind> kind = fields.required("kind", KIND);
    Field<String> title = fields.required("title", Types.TEXT);
    Field<String> whenToUse = fields.required("when-to-use", Types.TEXT);
    Field<String> risk = fields.required("risk", Types.TEXT);
    Field<String> impact = fields.required("impact", Types.TEXT);
    Field<List<String>> steps = fields.required("steps", Types.TEXTS);
    Field<Map<String, String>> settings =
        fields.optional("settings", (n, p) -> settings(n, kind.value(), p), Map.of());
    fields.check(
        kind,
        settings,
        (k, s) -> !(s.isEmpty() && SETTINGS_REQUIRED.contains(k)),
        "a remedy of this kind needs \"settings\"");
    return fields.build(
        () ->
            new RemedyOption(
                kind.get(),
                title.get(),
                whenToUse.get(),
                risk.get(),
                impact.get(),
                steps.get(),
                settings.get()));
  }

  private static Optional<Map<String, String>> settings(
      Node node, Optional<RemedyKind> kind, Problems problems) {
    if (!(node instanceof MappingNode mapping)) {
      return problems.none(node, "expected names and values, found " + Types.found(node));
    }
    if (kind.isEmpty()) {
      return Optional.empty();
    }
    Map<String, String> settings = new LinkedHashMap<>();
    Map<String, Integer> lines = new HashMap<>();
    for (NodeTuple entry : mapping.getValue()) {
      Node key = entry.getKeyNode();
      String name = key instanceof ScalarNode scalar ? scalar.getValue() : "";
      Integer earlier = lines.putIfAbsent(name, key.getStartMark().getLine() + 1);
      if (earlier != null) {
        problems.at(key, Fields.duplicate(name, earlier));
      } else {
        type(name, kind.get(), key, problems)
            .flatMap(type -> type.read(entry.getValueNode(), problems))
            .ifPresent(value -> settings.put(name, typed(entry.getValueNode())));
      }
    }
    return Optional.of(settings);
  }

  private static Optional<Type<?>> type(String name, RemedyKind kind, Node key, Problems problems) {
    Map<String, Type<?>> words = WORDS.getOrDefault(kind, Map.of());
    Type<?> word = words.get(name);
    if (word != null) {
      return Optional.of(word);
    }
    boolean environment = kind == RemedyKind.SET_ENVIRONMENT;
    if (environment && VARIABLE.matcher(name).matches()) {
      return Optional.of(Types.TEXT);
    }
    String instead =
        environment
            ? "; a variable is upper-case"
            : words.isEmpty() ? "; it takes none" : NearestWord.hint(name, words.keySet());
    problems.at(key, "unknown setting \"%s\" of %s%s".formatted(name, kind.word(), instead));
    return Optional.empty();
  }

  private static String typed(Node node) {
    return node instanceof ScalarNode scalar ? scalar.getValue().strip() : "";
  }
}
