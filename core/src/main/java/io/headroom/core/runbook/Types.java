package io.headroom.core.runbook;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** The kinds of value in a runbook file, other than {@link Quantities}. */
final class Types {

  private static final Pattern HTTP_PATH = Pattern.compile("(/[A-Za-z0-9._~-]+)+");

  /** Text that is not blank. */
  static final Type<String> TEXT = Types::text;

  /** Lower-case words joined by hyphens. */
  static final Type<String> ID = Types::id;

  /** A path on the task's admin endpoint: {@code /admin/gc}. */
  static final Type<String> PATH = Types::path;

  /** {@code true} or {@code false}. */
  static final Type<Boolean> FLAG = Types::flag;

  /** One text or more. */
  static final Type<List<String>> TEXTS = list(TEXT);

  private Types() {}

  /** At least one item. Items that are wrong are reported and left out. */
  static <T> Type<List<T>> list(Type<T> item) {
    return (node, problems) -> {
      if (!(node instanceof SequenceNode sequence)) {
        return problems.none(node, "expected a list, found " + found(node));
      }
      if (sequence.getValue().isEmpty()) {
        return problems.none(node, "an empty list; write at least one item");
      }
      List<T> items = new ArrayList<>();
      sequence.getValue().forEach(n -> item.read(n, problems).ifPresent(items::add));
      return Optional.of(items);
    };
  }

  /** One of {@code values}, by its word. */
  static <E extends Enum<E>> Type<E> word(E[] values, Function<E, String> word) {
    Map<String, E> byWord = Stream.of(values).collect(Collectors.toMap(word, Function.identity()));
    List<String> words = Stream.of(values).map(word).toList();
    return (node, problems) ->
        text(node, problems)
            .flatMap(
                typed -> {
                  Optional<E> value = Optional.ofNullable(byWord.get(typed));
                  if (value.isEmpty()) {
                    String hint = NearestWord.hint(typed, words);
                    problems.at(node, "unknown word \"%s\"%s".formatted(typed, hint));
                  }
                  return value;
                });
  }

  /** {@code every-service} for {@code EVERY_SERVICE}. */
  static String kebab(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** For people: what kind of node this is. */
  static String found(Node node) {
    if (node instanceof MappingNode) {
      return "keys and values";
    }
    if (!(node instanceof ScalarNode scalar)) {
      return "a list";
    }
    return scalar.getTag().equals(Tag.NULL) ? "nothing" : "\"" + scalar.getValue() + "\"";
  }

  /** What is written there; empty for a list or a mapping. */
  static String scalar(Node node) {
    return node instanceof ScalarNode scalar ? scalar.getValue() : "";
  }

  private static Optional<String> text(Node node, Problems problems) {
    if (node.getTag().equals(Tag.STR)) {
      String text = scalar(node).strip();
      return text.isEmpty() ? problems.none(node, "empty text") : Optional.of(text);
    }
    return problems.none(node, "expected text, found " + found(node) + quotesHint(node));
  }

  private static String quotesHint(Node node) {
    if (node instanceof MappingNode) {
      return "; a text with \": \" in it needs quotes";
    }
    boolean bare = node instanceof ScalarNode && !node.getTag().equals(Tag.NULL);
    return bare ? "; put it into quotes" : "";
  }

  private static Optional<String> id(Node node, Problems problems) {
    Optional<String> text = text(node, problems);
    if (text.isPresent() && !Checks.isId(text.get())) {
      return problems.none(
          node,
          "\"%s\" is not an id: lower-case words joined by hyphens, at most %d characters"
              .formatted(text.get(), Checks.MAX_ID_LENGTH));
    }
    return text;
  }

  private static Optional<String> path(Node node, Problems problems) {
    String typed = scalar(node);
    return HTTP_PATH.matcher(typed).matches()
        ? Optional.of(typed)
        : problems.none(node, "expected a path such as /admin/gc, found " + found(node));
  }

  private static Optional<Boolean> flag(Node node, Problems problems) {
    String typed = node.getTag().equals(Tag.BOOL) ? scalar(node) : "";
    if (typed.equals("true") || typed.equals("false")) {
      return Optional.of(typed.equals("true"));
    }
    return problems.none(node, "expected true or false, found " + found(node));
  }
}
