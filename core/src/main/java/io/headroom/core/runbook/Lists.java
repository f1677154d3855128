package io.headroom.core.runbook;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * What must be true between the items of a list. Looks at the nodes, not at the records, so that it
 * also finds a contradiction between two items one of which has another fault.
 */
final class Lists {

  private Lists() {}

  /** Reports each item of {@code list} whose {@code key} an earlier item has. */
  static void unique(Node list, String key, String what, Problems problems) {
    Map<String, Integer> lines = new HashMap<>();
    values(list, key)
        .forEach(
            node -> {
              Integer earlier = lines.putIfAbsent(node.getValue(), line(node));
              if (earlier != null) {
                problems.at(
                    node,
                    "duplicate %s \"%s\"; it is in line %d already"
                        .formatted(what, node.getValue(), earlier));
              }
            });
  }

  /** The values of {@code key} in the items of {@code list}. */
  static Stream<ScalarNode> values(Node list, String key) {
    return list instanceof SequenceNode sequence
        ? sequence.getValue().stream().flatMap(item -> value(item, key).stream())
        : Stream.empty();
  }

  /** The value of {@code key} in {@code item}. */
  static Optional<ScalarNode> value(Node item, String key) {
    return item instanceof MappingNode mapping
        ? mapping.getValue().stream()
            .filter(e -> e.getKeyNode() instanceof ScalarNode k && k.getValue().equals(key))
            .flatMap(e -> e.getValueNode() instanceof ScalarNode v ? Stream.of(v) : Stream.empty())
            .findFirst()
        : Optional.empty();
  }

  private static int line(Node node) {
    return node.getStartMark().getLine() + 1;
  }
}
