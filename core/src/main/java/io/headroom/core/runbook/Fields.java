package io.headroom.core.runbook;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Supplier;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/**
 * One mapping of a runbook file, read key by key. Opening it reports keys that are unknown, missing
 * or there twice; reading a key reports a wrong value; {@link #build} makes the record if nothing
 * was wrong inside.
 */
final class Fields {

  private final Node mapping;
  private final Shape shape;
  private final Problems problems;
  private final int problemsBefore;
  private final Map<String, Node> values = new LinkedHashMap<>();
  private final Set<String> read = new HashSet<>();

  private Fields(Node mapping, Shape shape, Problems problems) {
    this.mapping = mapping;
    this.shape = shape;
    this.problems = problems;
    this.problemsBefore = problems.count();
  }

  /** Opens {@code node}, which should be a mapping of {@code shape}. */
  static Fields of(Node node, Shape shape, Problems problems) {
    Fields fields = new Fields(node, shape, problems);
    if (node instanceof MappingNode mapping) {
      mapping.getValue().forEach(fields::add);
      fields.reportMissing();
    } else {
      problems.at(
          node,
          "expected %s (keys: %s), found %s"
              .formatted(shape.name(), String.join(", ", shape.keys()), Types.found(node)));
    }
    return fields;
  }

  /** A key that has to be there. */
  <T> Field<T> required(String key, Type<T> type) {
    use(key, shape.required());
    Node node = values.get(key);
    return node == null
        ? new Field<>(Optional.empty(), mapping)
        : new Field<>(type.read(node, problems), node);
  }

  /** A key that need not be there, and what holds without it. */
  <T> Field<T> optional(String key, Type<T> type, T otherwise) {
    use(key, shape.optional());
    Node node = values.get(key);
    return node == null
        ? new Field<>(Optional.of(otherwise), mapping)
        : new Field<>(type.read(node, problems), node);
  }

  /** A key that need not be there, and without which nothing holds. */
  <T> Field<Optional<T>> maybe(String key, Type<T> type) {
    use(key, shape.optional());
    Node node = values.get(key);
    return node == null
        ? new Field<>(Optional.of(Optional.empty()), mapping)
        : new Field<>(Optional.of(type.read(node, problems)), node);
  }

  /** Reports, at the first of the two, if both have a value and {@code holds} does not. */
  <A, B> void check(Field<A> a, Field<B> b, BiPredicate<A, B> holds, String otherwise) {
    if (a.value().isPresent() && b.value().isPresent() && !holds.test(a.get(), b.get())) {
      problems.at(a.node(), otherwise);
    }
  }

  /** The record, if nothing was wrong since this mapping was opened. */
  <T> Optional<T> build(Supplier<T> record) {
    requireAllRead();
    return problems.count() == problemsBefore ? Optional.of(record.get()) : Optional.empty();
  }

  private void add(NodeTuple entry) {
    Node keyNode = entry.getKeyNode();
    if (!(keyNode instanceof ScalarNode scalar)) {
      problems.at(keyNode, "a key of %s is a word".formatted(shape.name()));
      return;
    }
    String key = scalar.getValue();
    if (!shape.keys().contains(key)) {
      problems.at(keyNode, "unknown key \"%s\"%s".formatted(key, hint(key)));
      return;
    }
    Node earlier = values.putIfAbsent(key, entry.getValueNode());
    if (earlier != null) {
      problems.at(keyNode, duplicate(key, earlier.getStartMark().getLine() + 1));
    }
  }

  static String duplicate(String key, int earlierLine) {
    return "duplicate key \"%s\"; it is in line %d already".formatted(key, earlierLine);
  }

  /** Prefers the keys that are not there yet: those the writer may have meant. */
  private String hint(String key) {
    List<String> free = new ArrayList<>(shape.keys());
    free.removeAll(values.keySet());
    return NearestWord.of(key, free).isPresent()
        ? NearestWord.hint(key, free)
        : NearestWord.hint(key, shape.keys());
  }

  private void reportMissing() {
    for (String key : shape.required()) {
      if (!values.containsKey(key)) {
        problems.at(mapping, "%s has no \"%s\"".formatted(shape.name(), key));
      }
    }
  }

  private void use(String key, List<String> declared) {
    if (!declared.contains(key)) {
      throw new IllegalStateException("\"%s\" is not declared in %s".formatted(key, shape));
    }
    read.add(key);
  }

  private void requireAllRead() {
    if (!read.containsAll(shape.keys())) {
      throw new IllegalStateException("%s was not read whole: only %s".formatted(shape, read));
    }
  }
}
