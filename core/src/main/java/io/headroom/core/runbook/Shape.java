package io.headroom.core.runbook;

import java.util.List;
import java.util.stream.Stream;

/**
 * The keys of one kind of mapping.
 *
 * @param name what people call it: {@code a usage rule}
 * @param definition its name in {@code runbook.schema.json}
 */
record Shape(String name, String definition, List<String> required, List<String> optional) {

  Shape {
    required = List.copyOf(required);
    optional = List.copyOf(optional);
  }

  List<String> keys() {
    return Stream.concat(required.stream(), optional.stream()).toList();
  }
}
