package io.headroom.infra.cloudwatch;

import io.headroom.core.fleet.Service;
import io.headroom.core.fleet.TaskDefinition.Container;
import io.headroom.core.series.Bytes;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The heap's own limit as the task definition sets it, where no metric tells it: in an option of
 * Node.js or of the JVM, in a variable such as {@code NODE_OPTIONS} or {@code JAVA_TOOL_OPTIONS},
 * or in the command. What the image brings is not known.
 */
final class HeapLimit {

  /** Node.js, in MiB. */
  private static final Pattern OLD_SPACE =
      Pattern.compile("--max[-_]old[-_]space[-_]size=(\\d{1,7})");

  /** The JVM, with a unit or in bytes. */
  private static final Pattern XMX =
      Pattern.compile("(?:-Xmx|-XX:MaxHeapSize=)(\\d{1,15})([kKmMgG]?)(?:[\\s\"']|$)");

  /** The JVM, in percent of what the container may use. */
  private static final Pattern RAM_SHARE =
      Pattern.compile("-XX:MaxRAMPercentage=(\\d{1,3}(?:\\.\\d{1,6})?)(?:[\\s\"']|$)");

  private HeapLimit() {}

  /** The limit that some container's options name. */
  static Optional<Bytes> of(Service service) {
    return service.taskDefinition().containers().stream()
        .filter(Container::essential)
        .flatMap(container -> limits(container, service.taskDefinition().limitOf(container.name())))
        .filter(limit -> limit.value() > 0)
        .findFirst();
  }

  /** An absolute one goes before a share, as in the JVM, and the command before the environment. */
  private static Stream<Bytes> limits(Container container, Bytes memory) {
    List<String> texts =
        Stream.concat(
                Stream.of(String.join(" ", container.command())),
                container.environment().entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .map(Map.Entry::getValue))
            .toList();
    return Stream.concat(
        texts.stream().flatMap(text -> Stream.concat(oldSpace(text).stream(), xmx(text).stream())),
        texts.stream().flatMap(text -> share(text, memory).stream()));
  }

  private static Optional<Bytes> share(String options, Bytes memory) {
    Matcher matcher = RAM_SHARE.matcher(options);
    return matcher.find()
        ? Optional.of(Bytes.of(Double.parseDouble(matcher.group(1)) / 100 * memory.value()))
            .filter(limit -> limit.compareTo(memory) <= 0)
        : Optional.empty();
  }

  private static Optional<Bytes> oldSpace(String options) {
    Matcher matcher = OLD_SPACE.matcher(options);
    return matcher.find()
        ? Optional.of(Bytes.mib(Long.parseLong(matcher.group(1))))
        : Optional.empty();
  }

  private static Optional<Bytes> xmx(String options) {
    Matcher matcher = XMX.matcher(options);
    if (!matcher.find()) {
      return Optional.empty();
    }
    long unit =
        switch (matcher.group(2).toLowerCase(Locale.ROOT)) {
          case "k" -> 1L << 10;
          case "m" -> 1L << 20;
          case "g" -> 1L << 30;
          default -> 1;
        };
    return Optional.of(Bytes.of((double) Long.parseLong(matcher.group(1)) * unit));
  }
}
