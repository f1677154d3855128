package io.headroom.infra.cloudwatch;

import io.headroom.core.fleet.Service;
import io.headroom.core.fleet.TaskDefinition.Container;
import io.headroom.core.series.Bytes;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The heap's own limit as the task definition's environment sets it, where no metric tells it. */
final class HeapLimit {

  /** Node.js, in MiB. */
  private static final Pattern OLD_SPACE =
      Pattern.compile("--max[-_]old[-_]space[-_]size=(\\d{1,7})");

  /** The JVM, with a unit or in bytes. */
  private static final Pattern XMX = Pattern.compile("-Xmx(\\d{1,15})([kKmMgG]?)(?:\\s|$)");

  private HeapLimit() {}

  /** The limit that some container's options name. */
  static Optional<Bytes> of(Service service) {
    return service.taskDefinition().containers().stream()
        .filter(Container::essential)
        .flatMap(container -> container.environment().values().stream())
        .flatMap(value -> Stream.concat(oldSpace(value).stream(), xmx(value).stream()))
        .filter(limit -> limit.value() > 0)
        .findFirst();
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
