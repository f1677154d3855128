package io.headroom.infra.ecs;

import io.headroom.core.fleet.FleetException;
import io.headroom.core.fleet.FleetException.Reason;
import io.headroom.core.fleet.FleetReading.Unread;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import software.amazon.awssdk.services.ecs.model.Failure;

/** Some of what is read, and what of it could not be. */
record Part<T>(List<T> read, List<Unread> unread) {

  private static final String MISSING = "MISSING";

  static <T> Part<T> of(List<T> read) {
    return new Part<>(read, List.of());
  }

  static <T> Part<T> not(Unread unread) {
    return new Part<>(List.of(), List.of(unread));
  }

  static <T> Part<T> sum(List<Part<T>> parts) {
    return new Part<>(
        parts.stream().flatMap(part -> part.read().stream()).toList(),
        parts.stream().flatMap(part -> part.unread().stream()).toList());
  }

  /** Reads a batch; where it is denied as a whole, its members one by one. */
  static <T> Part<T> orOneByOne(
      List<String> some,
      Function<List<String>, Part<T>> read,
      BiFunction<String, FleetException, Unread> failed) {
    try {
      return read.apply(some);
    } catch (FleetException e) {
      if (e.reason() == Reason.ACCESS_DENIED && some.size() > 1) {
        return sum(some.stream().map(one -> orOneByOne(List.of(one), read, failed)).toList());
      }
      return new Part<>(List.of(), some.stream().map(one -> failed.apply(one, e)).toList());
    }
  }

  static Unread unread(String what, FleetException e) {
    return new Unread(what, e.reason(), String.valueOf(e.getMessage()));
  }

  static Unread unread(String what, Failure failure) {
    Reason reason = isMissing(failure) ? Reason.NOT_FOUND : Reason.INVALID;
    String detail = Descriptions.text(failure.detail());
    return new Unread(
        what,
        reason,
        detail.isEmpty() ? Descriptions.text(failure.reason()) : failure.reason() + ": " + detail);
  }

  /** Whether there is no such thing. */
  static boolean isMissing(Failure failure) {
    return MISSING.equals(failure.reason());
  }
}
