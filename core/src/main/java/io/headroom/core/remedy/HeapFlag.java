package io.headroom.core.remedy;

import io.headroom.core.fleet.TaskDefinition.Container;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A flag in a container's environment that fixes the size of the heap: with it, a higher memory
 * limit alone changes nothing.
 *
 * @param text as in {@code NODE_OPTIONS=--max-old-space-size=384}
 */
record HeapFlag(String text) {

  private static final Pattern FLAG =
      Pattern.compile("--max[-_]old[-_]space[-_]size=\\d+|-Xmx\\d+[a-zA-Z]?");

  /** The flag in Node.js's or Java's variables, if there is one. */
  static Optional<HeapFlag> of(Container container) {
    return Stream.of("NODE_OPTIONS", "JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "JAVA_OPTS")
        .flatMap(
            name -> {
              Matcher matcher = FLAG.matcher(container.environment().getOrDefault(name, ""));
              return matcher.find()
                  ? Stream.of(new HeapFlag(name + "=" + matcher.group()))
                  : Stream.empty();
            })
        .findFirst();
  }
}
