package io.headroom.core.runbook;

import static io.headroom.core.runbook.RunbookText.SMALL;
import static io.headroom.core.runbook.RunbookText.problemsOf;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * An editor that completes from the schema must propose what the reader takes, and nothing else.
 */
final class RunbookSchemaTest {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private static JsonNode definitions = JSON.objectNode();
  private static JsonSchema schema =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema("{}");

  @BeforeAll
  static void readTheSchema() throws IOException {
    JsonNode root = new ObjectMapper().readTree(resource("runbook.schema.json"));
    definitions = root.get("definitions");
    schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(root);
  }

  static Stream<Shape> shapes() {
    return Shapes.ALL.stream();
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void hasTheKeysThatTheReaderKnows(Shape shape) {
    JsonNode definition = definitions.get(shape.definition());

    assertThat(names(definition.get("properties")))
        .containsExactlyInAnyOrderElementsOf(shape.keys());
    assertThat(strings(definition.path("required")))
        .containsExactlyInAnyOrderElementsOf(shape.required());
    assertThat(definition.get("additionalProperties").asBoolean(true)).isFalse();
  }

  @Test
  void hasNoMappingThatTheReaderDoesNotKnow() {
    List<String> mappings =
        names(definitions).stream()
            .filter(name -> definitions.get(name).has("additionalProperties"))
            .toList();

    assertThat(mappings)
        .containsExactlyInAnyOrderElementsOf(shapes().map(Shape::definition).toList());
  }

  @Test
  void hasTheWordsOfTheReader() {
    assertThat(words("severity")).containsExactly("SEV3", "SEV2", "SEV1");
    assertThat(words("metric")).containsExactlyElementsOf(kebab(Metric.values()));
    assertThat(words("rate-metric")).containsExactlyElementsOf(kebab(RateMetric.values()));
    assertThat(strings(definitions.at("/runbook/properties/applies-to/enum")))
        .containsExactlyElementsOf(kebab(AppliesTo.values()));
    assertThat(strings(definitions.at("/rule/properties/kind/enum")))
        .containsExactlyElementsOf(kebab(RuleReader.Kind.values()));
    assertThat(strings(definitions.at("/remedy/properties/kind/enum")))
        .containsExactlyElementsOf(kebab(RemedyKind.values()));
  }

  @Test
  void hasTheSettingsOfEachRemedy() {
    JsonNode cases = definitions.at("/remedy/allOf");

    assertThat(cases).hasSize(RemedyKind.values().length);
    for (JsonNode each : cases) {
      String word = each.at("/if/properties/kind/const").asText();
      RemedyKind kind =
          Stream.of(RemedyKind.values())
              .filter(k -> k.word().equals(word))
              .findFirst()
              .orElseThrow();
      JsonNode settings = each.at("/then/properties/settings");
      assertThat(names(settings.path("properties")))
          .as(word)
          .containsExactlyInAnyOrderElementsOf(
              RemedyReader.WORDS.getOrDefault(kind, Map.of()).keySet());
      assertThat(each.at("/then").has("required"))
          .as(word)
          .isEqualTo(RemedyReader.SETTINGS_REQUIRED.contains(kind));
    }
  }

  static Stream<String> bundled() {
    return RunbookFiles.BUNDLED.stream();
  }

  @ParameterizedTest
  @MethodSource("bundled")
  void acceptsTheBundledRunbooks(String id) throws IOException {
    assertThat(violations(resource(id + ".yaml"))).isEmpty();
  }

  /** One value each, which both take or both refuse. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          above: 80%    | above: 100%       | true
          above: 80%    | above: 93.75%     | true
          above: 80%    | above: 0.8        | true
          above: 80%    | above: 1          | true
          above: 80%    | above: 0          | false
          above: 80%    | above: 0%         | false
          above: 80%    | above: 0.0%       | false
          above: 80%    | above: 80         | false
          above: 80%    | above: 101%       | false
          above: 80%    | above: "80%"      | true
          above: 80%    | above: "0.8"      | false
          above: 80%    | above: 80 %       | false
          above: 80%    | above: true       | false
          above: 80%    | above: [80%]      | false
          above: 80%    | above: 80%\\n    while-above: 80% | false
          for: 5m       | for: 90s          | true
          for: 5m       | for: 2h           | true
          for: 5m       | for: 3m\\n    out-of: 5m | true
          for: 5m       | for: 3m\\n    out-of: 5 | false
          for: 5m       | for: 5            | false
          for: 5m       | for: 0m           | false
          for: 5m       | for: 5 m          | false
          for: 5m       | for: 1h30m        | false
          for: 5m       | for: 5M           | false
          after: 0m     | after: 15m        | true
          after: 0m     | after: 0          | false
          1MiB          | 1.5 GiB           | true
          1MiB          | 512KiB            | true
          1MiB          | 0MiB              | false
          1MiB          | 1MB               | false
          1MiB          | 1                 | false
          1MiB          | 1  MiB            | false
          id: small     | id: a-b2          | true
          id: small     | id: A             | false
          id: small     | id: a--b          | false
          id: small     | id: a2345678901234567890123456789012345678901 | false
          title: A      | title: 5 #        | false
          title: A      | title: " " #      | false
          title: A      | title: ~ #        | false
          kind: restart | kind: roll-back   | true
          kind: restart | kind: recycle     | false
          kind: usage   | kind: leak        | false
          risk: Low.    | risk: Low.\\n    settings: {}              | true
          risk: Low.    | risk: Low.\\n    settings: {A: "1"}        | false
          kind: restart | kind: recycle\\n    settings: {every: 6h}  | true
          kind: restart | kind: recycle\\n    settings: {every: 6}   | false
          kind: restart | kind: recycle\\n    settings: {}           | false
          kind: restart | kind: set-environment\\n    settings: {A_1: "1"} | true
          kind: restart | kind: set-environment\\n    settings: {A_1: 1}   | false
          kind: restart | kind: set-environment\\n    settings: {a: "1"}   | false
          kind: restart | kind: set-environment\\n    settings: {}         | false
          kind: restart | kind: raise-limit\\n    settings: {factor: 1.5}  | true
          kind: restart | kind: raise-limit\\n    settings: {factor: 1}    | false
          kind: restart | kind: raise-limit\\n    settings: {factor: "2"}  | false
          kind: restart | kind: scale-out\\n    settings: {tasks: 3}       | true
          kind: restart | kind: scale-out\\n    settings: {tasks: 2.5}     | false
          kind: restart | kind: scale-out\\n    settings: {tasks: 1001}    | false
          kind: restart | kind: force-gc\\n    settings: {path: /a/b-c.d}  | true
          kind: restart | kind: force-gc\\n    settings: {path: a}         | false
          kind: restart | kind: force-gc\\n    settings: {path: "/a?b"}    | false
          no-oom-kills: true | no-oom-kills: false  | true
          no-oom-kills: true | no-oom-kills: "true" | false
          """)
  void agreesWithTheReader(String old, String replacement, boolean valid) {
    int at = SMALL.indexOf(old);
    String text =
        SMALL.substring(0, at)
            + replacement.replace("\\n", "\n")
            + SMALL.substring(at + old.length());

    assertThat(problemsOf(text).isEmpty()).as("%s", problemsOf(text)).isEqualTo(valid);
    assertThat(violations(text).isEmpty()).as("%s", violations(text)).isEqualTo(valid);
  }

  @ParameterizedTest
  @MethodSource("bundled")
  void isNamedInTheFirstLineOfEachRunbook(String id) throws IOException {
    assertThat(resource(id + ".yaml"))
        .startsWith("# yaml-language-server: $schema=runbook.schema.json\n");
  }

  private static Set<ValidationMessage> violations(String text) {
    Problems problems = new Problems("test");
    Node root = YamlText.compose(text, problems).orElseThrow();
    return schema.validate(json(root));
  }

  /** As an editor reads the file. */
  private static JsonNode json(Node node) {
    if (node instanceof MappingNode mapping) {
      ObjectNode object = JSON.objectNode();
      for (NodeTuple entry : mapping.getValue()) {
        object.set(Types.scalar(entry.getKeyNode()), json(entry.getValueNode()));
      }
      return object;
    }
    if (node instanceof SequenceNode sequence) {
      return JSON.arrayNode()
          .addAll(sequence.getValue().stream().map(RunbookSchemaTest::json).toList());
    }
    String text = Types.scalar(node);
    if (node.getTag().equals(Tag.INT)) {
      return JSON.numberNode(Long.parseLong(text));
    }
    if (node.getTag().equals(Tag.FLOAT)) {
      return JSON.numberNode(Double.parseDouble(text));
    }
    if (node.getTag().equals(Tag.BOOL)) {
      return JSON.booleanNode(text.equals("true"));
    }
    return node.getTag().equals(Tag.NULL) ? JSON.nullNode() : JSON.textNode(text);
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = RunbookSchemaTest.class.getResourceAsStream("/runbooks/" + name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static List<String> names(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static List<String> strings(JsonNode array) {
    List<String> strings = new ArrayList<>();
    array.forEach(item -> strings.add(item.asText()));
    return strings;
  }

  private static List<String> words(String definition) {
    return strings(definitions.at("/" + definition + "/enum"));
  }

  private static List<String> kebab(Enum<?>[] values) {
    return Stream.of(values).map(Types::kebab).toList();
  }
}
