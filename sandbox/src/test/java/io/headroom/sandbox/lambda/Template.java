package io.headroom.sandbox.lambda;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.AbstractConstruct;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** {@code template.yaml}, read as YAML; CloudFormation's short functions read as what they hold. */
final class Template {

  private final Map<String, Object> root;

  private Template(Map<String, Object> root) {
    this.root = root;
  }

  static Template read() {
    return read(Path.of("..", "template.yaml"));
  }

  /** What an account that is watched from another one deploys. */
  static Template spoke() {
    return read(Path.of("..", "infra", "stacks", "spoke-account.yaml"));
  }

  private static Template read(Path file) {
    return new Template(new Yaml(new Lenient()).load(text(file)));
  }

  /** The whole file as it is written. */
  static String text() {
    return text(Path.of("..", "template.yaml"));
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A part of a section, such as one of the {@code Parameters}. */
  Map<String, Object> section(String section, String name) {
    return map(map(root, section), name);
  }

  /** The keys of a section, such as {@code Parameters}. */
  List<String> keys(String section) {
    return List.copyOf(map(root, section).keySet());
  }

  /** A resource. */
  Map<String, Object> resource(String name) {
    return map(map(root, "Resources"), name);
  }

  /** The properties of a resource. */
  Map<String, Object> properties(String resource) {
    return map(map(map(root, "Resources"), resource), "Properties");
  }

  /** What all functions have in common. */
  Map<String, Object> globals() {
    return map(map(root, "Globals"), "Function");
  }

  /** Each function's properties by its name. */
  Map<String, Map<String, Object>> functions() {
    var functions = new TreeMap<String, Map<String, Object>>();
    Map<String, Object> resources = map(root, "Resources");
    for (String name : resources.keySet()) {
      if ("AWS::Serverless::Function".equals(map(resources, name).get("Type"))) {
        functions.put(name, properties(name));
      }
    }
    return functions;
  }

  /** A part that is a map itself. */
  @SuppressWarnings("unchecked") // YAML's keys are text here
  static Map<String, Object> map(Map<String, Object> of, String key) {
    if (of.get(key) instanceof Map<?, ?> part) {
      return (Map<String, Object>) part;
    }
    throw new AssertionError("template.yaml has no map " + key + " in " + of.keySet());
  }

  /** Tags such as {@code !Ref} are not Java's, and say nothing that matters here. */
  private static final class Lenient extends SafeConstructor {
    Lenient() {
      super(new LoaderOptions());
      yamlMultiConstructors.put(
          "!",
          new AbstractConstruct() {
            @Override
            public Object construct(Node node) {
              return switch (node) {
                case ScalarNode scalar -> scalar.getValue();
                case SequenceNode sequence -> constructSequence(sequence);
                case MappingNode mapping -> constructMapping(mapping);
                default -> throw new AssertionError(node);
              };
            }
          });
    }
  }
}
