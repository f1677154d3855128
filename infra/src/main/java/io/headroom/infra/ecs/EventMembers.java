package io.headroom.infra.ecs;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The members of a JSON object, read strictly: what is missing or of another type is named with its
 * path, as in {@code detail.containers[0].name}.
 */
final class EventMembers {

  private final Map<?, ?> members;
  private final String path;

  EventMembers(Map<?, ?> members, String path) {
    this.members = members;
    this.path = path;
  }

  String text(String name) {
    return optionalText(name).orElseThrow(() -> missing(name));
  }

  Optional<String> optionalText(String name) {
    return optional(name, String.class, "a text");
  }

  Optional<Integer> optionalInteger(String name) {
    return optional(name, Number.class, "a number").map(Number::intValue);
  }

  Instant instant(String name) {
    return optionalInstant(name).orElseThrow(() -> missing(name));
  }

  Optional<Instant> optionalInstant(String name) {
    return optionalText(name)
        .map(
            text -> {
              try {
                return OffsetDateTime.parse(text).toInstant();
              } catch (DateTimeParseException e) {
                throw new MalformedEventException(
                    "%s is \"%s\", which is no time as in 2026-01-31T12:00:00Z"
                        .formatted(path(name), text),
                    e);
              }
            });
  }

  Matcher matching(String name, Pattern pattern) {
    return matching(path(name), text(name), pattern);
  }

  /** A list of texts that match. */
  List<Matcher> matchingAll(String name, Pattern pattern) {
    List<?> list = optional(name, List.class, "a list").orElseThrow(() -> missing(name));
    var matchers = new ArrayList<Matcher>();
    for (@Nullable Object element : list) {
      matchers.add(
          matching(
              "%s[%d]".formatted(path(name), matchers.size()), String.valueOf(element), pattern));
    }
    return matchers;
  }

  private static Matcher matching(String place, String text, Pattern pattern) {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.matches()) {
      throw new MalformedEventException(
          "%s is \"%s\", which is no such ARN".formatted(place, text));
    }
    return matcher;
  }

  EventMembers object(String name) {
    Map<?, ?> object = optional(name, Map.class, "an object").orElseThrow(() -> missing(name));
    return new EventMembers(object, path(name) + ".");
  }

  List<EventMembers> objects(String name) {
    List<?> list = optional(name, List.class, "a list").orElseThrow(() -> missing(name));
    var objects = new ArrayList<EventMembers>();
    for (@Nullable Object element : list) {
      String place = "%s[%d]".formatted(path(name), objects.size());
      if (!(element instanceof Map<?, ?> object)) {
        throw new MalformedEventException(place + " is not an object");
      }
      objects.add(new EventMembers(object, place + "."));
    }
    return objects;
  }

  private <T> Optional<T> optional(String name, Class<T> type, String what) {
    @Nullable Object value = members.get(name);
    if (value != null && !type.isInstance(value)) {
      throw new MalformedEventException(
          "%s is %s, which is not %s".formatted(path(name), value, what));
    }
    return Optional.ofNullable(type.cast(value));
  }

  private MalformedEventException missing(String name) {
    return new MalformedEventException(path(name) + " is missing");
  }

  private String path(String name) {
    return path + name;
  }
}
