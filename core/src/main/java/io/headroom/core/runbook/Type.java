package io.headroom.core.runbook;

import java.util.Optional;
import org.yaml.snakeyaml.nodes.Node;

/** Reads a value out of a YAML node. */
interface Type<T> {

  /** The value, or nothing after a problem was added. */
  Optional<T> read(Node node, Problems problems);
}
