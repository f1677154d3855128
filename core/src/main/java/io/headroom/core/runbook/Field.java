package io.headroom.core.runbook;

import java.util.Optional;
import org.yaml.snakeyaml.nodes.Node;

/**
 * A value and its place in the file.
 *
 * @param value empty if it was missing or wrong, which has been reported
 * @param node where the value is; where it should be, if it is missing
 */
record Field<T>(Optional<T> value, Node node) {

  /** The value; only for use in {@link Fields#build}, which runs when nothing was wrong. */
  T get() {
    return value.orElseThrow();
  }
}
