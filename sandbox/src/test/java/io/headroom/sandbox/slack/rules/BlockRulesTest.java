package io.headroom.sandbox.slack.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each limit of Block Kit: at the limit nothing is said, one above it Slack's words and pointer.
 */
class BlockRulesTest {

  private static String x(int length) {
    return "x".repeat(length);
  }

  private static String plain(String text) {
    return "{'type':'plain_text','text':'" + text + "'}";
  }

  private static String mrkdwn(String text) {
    return "{'type':'mrkdwn','text':'" + text + "'}";
  }

  private static String section(String rest) {
    return "{'type':'section'," + rest + "}";
  }

  private static String accessory(String element) {
    return section("'text':" + mrkdwn("t") + ",'accessory':" + element);
  }

  private static String actions(String... elements) {
    return "{'type':'actions','elements':[" + String.join(",", elements) + "]}";
  }

  private static String button(String rest) {
    return "{'type':'button','text':" + plain("Go") + rest + "}";
  }

  private static String confirm(int title, int text, int confirm, int deny) {
    return button(
        ",'confirm':{'title':%s,'text':%s,'confirm':%s,'deny':%s}"
            .formatted(plain(x(title)), mrkdwn(x(text)), plain(x(confirm)), plain(x(deny))));
  }

  private static String options(int count) {
    return options(count, 1, 1, 1);
  }

  private static String options(int count, int text, int value, int description) {
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                "{'text':%s,'value':'%s','description':%s}"
                    .formatted(plain(x(text)), x(value), plain(x(description))))
        .collect(Collectors.joining(",", "'options':[", "]"));
  }

  private static String select(String options) {
    return "{'type':'static_select','placeholder':" + plain("p") + "," + options + "}";
  }

  private static String repeat(int count, String separated) {
    return String.join(",", java.util.Collections.nCopies(count, separated));
  }

  private static String context(String elements) {
    return "{'type':'context','elements':[" + elements + "]}";
  }

  static List<String> problems(String blocks) {
    JsonElement json = JsonParser.parseString("[" + blocks.replace('\'', '"') + "]");
    return BlockRules.check(json, "/blocks", Limits.MESSAGE_BLOCKS).stream()
        .map(Problem::toString)
        .toList();
  }

  static Stream<Arguments> limits() {
    return Stream.of(
        limit(
            "blocks",
            repeat(50, "{'type':'divider'}"),
            repeat(51, "{'type':'divider'}"),
            "no more than 50 items allowed [json-pointer:/blocks]"),
        limit(
            "section text",
            section("'text':" + mrkdwn(x(3000))),
            section("'text':" + mrkdwn(x(3001))),
            "must be less than 3001 characters [json-pointer:/blocks/0/text/text]"),
        limit(
            "section field",
            section("'fields':[" + mrkdwn(x(2000)) + "]"),
            section("'fields':[" + mrkdwn(x(2001)) + "]"),
            "must be less than 2001 characters [json-pointer:/blocks/0/fields/0/text]"),
        limit(
            "section fields",
            section("'fields':[" + repeat(10, mrkdwn("f")) + "]"),
            section("'fields':[" + repeat(11, mrkdwn("f")) + "]"),
            "no more than 10 items allowed [json-pointer:/blocks/0/fields]"),
        limit(
            "header",
            "{'type':'header','text':" + plain(x(150)) + "}",
            "{'type':'header','text':" + plain(x(151)) + "}",
            "must be less than 151 characters [json-pointer:/blocks/0/text/text]"),
        limit(
            "context elements",
            context(repeat(10, mrkdwn("c"))),
            context(repeat(11, mrkdwn("c"))),
            "no more than 10 items allowed [json-pointer:/blocks/0/elements]"),
        limit(
            "actions elements",
            actions(repeat(25, button(""))),
            actions(repeat(26, button(""))),
            "no more than 25 items allowed [json-pointer:/blocks/0/elements]"),
        limit(
            "block_id",
            "{'type':'divider','block_id':'" + x(255) + "'}",
            "{'type':'divider','block_id':'" + x(256) + "'}",
            "must be less than 256 characters [json-pointer:/blocks/0/block_id]"),
        limit(
            "action_id",
            actions(button(",'action_id':'" + x(255) + "'")),
            actions(button(",'action_id':'" + x(256) + "'")),
            "must be less than 256 characters [json-pointer:/blocks/0/elements/0/action_id]"),
        limit(
            "button text",
            actions("{'type':'button','text':" + plain(x(75)) + "}"),
            actions("{'type':'button','text':" + plain(x(76)) + "}"),
            "must be less than 76 characters [json-pointer:/blocks/0/elements/0/text/text]"),
        limit(
            "button value",
            actions(button(",'value':'" + x(2000) + "'")),
            actions(button(",'value':'" + x(2001) + "'")),
            "must be less than 2001 characters [json-pointer:/blocks/0/elements/0/value]"),
        limit(
            "button url",
            actions(button(",'url':'https:" + x(2994) + "'")),
            actions(button(",'url':'https:" + x(2995) + "'")),
            "must be less than 3001 characters [json-pointer:/blocks/0/elements/0/url]"),
        limit(
            "confirm title",
            actions(confirm(100, 1, 1, 1)),
            actions(confirm(101, 1, 1, 1)),
            "must be less than 101 characters [json-pointer:/blocks/0/elements/0/confirm/title/text]"),
        limit(
            "confirm text",
            actions(confirm(1, 300, 1, 1)),
            actions(confirm(1, 301, 1, 1)),
            "must be less than 301 characters [json-pointer:/blocks/0/elements/0/confirm/text/text]"),
        limit(
            "confirm yes",
            actions(confirm(1, 1, 30, 1)),
            actions(confirm(1, 1, 31, 1)),
            "must be less than 31 characters [json-pointer:/blocks/0/elements/0/confirm/confirm/text]"),
        limit(
            "confirm no",
            actions(confirm(1, 1, 1, 30)),
            actions(confirm(1, 1, 1, 31)),
            "must be less than 31 characters [json-pointer:/blocks/0/elements/0/confirm/deny/text]"),
        limit(
            "overflow options",
            actions("{'type':'overflow'," + options(5) + "}"),
            actions("{'type':'overflow'," + options(6) + "}"),
            "no more than 5 items allowed [json-pointer:/blocks/0/elements/0/options]"),
        limit(
            "overflow needs one",
            actions("{'type':'overflow'," + options(1) + "}"),
            actions("{'type':'overflow'," + options(0) + "}"),
            "must provide at least 1 items [json-pointer:/blocks/0/elements/0/options]"),
        limit(
            "select options",
            actions(select(options(100))),
            actions(select(options(101))),
            "no more than 100 items allowed [json-pointer:/blocks/0/elements/0/options]"),
        limit(
            "option text",
            actions(select(options(1, 75, 1, 1))),
            actions(select(options(1, 76, 1, 1))),
            "must be less than 76 characters [json-pointer:/blocks/0/elements/0/options/0/text/text]"),
        limit(
            "option value",
            actions(select(options(1, 1, 150, 1))),
            actions(select(options(1, 1, 151, 1))),
            "must be less than 151 characters [json-pointer:/blocks/0/elements/0/options/0/value]"),
        limit(
            "option description",
            actions(select(options(1, 1, 1, 75))),
            actions(select(options(1, 1, 1, 76))),
            "must be less than 76 characters"
                + " [json-pointer:/blocks/0/elements/0/options/0/description/text]"),
        limit(
            "radio buttons",
            accessory("{'type':'radio_buttons'," + options(10) + "}"),
            accessory("{'type':'radio_buttons'," + options(11) + "}"),
            "no more than 10 items allowed [json-pointer:/blocks/0/accessory/options]"),
        limit(
            "alt text",
            "{'type':'image','image_url':'https://a/b','alt_text':'" + x(2000) + "'}",
            "{'type':'image','image_url':'https://a/b','alt_text':'" + x(2001) + "'}",
            "must be less than 2001 characters [json-pointer:/blocks/0/alt_text]"),
        limit(
            "markdown",
            "{'type':'markdown','text':'" + x(12000) + "'}",
            "{'type':'markdown','text':'" + x(12001) + "'}",
            "must be less than 12001 characters [json-pointer:/blocks/0/text]"));
  }

  private static Arguments limit(String name, String atLimit, String above, String problem) {
    return Arguments.of(name, atLimit, above, problem);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("limits")
  void theLimitIsExact(String name, String atLimit, String above, String problem) {
    assertThat(problems(atLimit)).isEmpty();
    assertThat(problems(above)).contains(problem);
  }

  static Stream<Arguments> shapes() {
    return Stream.of(
        shape(
            "a block without a type",
            "{'text':1}",
            "missing required field: type [json-pointer:/blocks/0]"),
        shape(
            "a block that does not exist",
            "{'type':'hologram'}",
            "unsupported type: hologram [json-pointer:/blocks/0/type]"),
        shape(
            "a block that is no object",
            "'hello'",
            "must provide an object [json-pointer:/blocks/0]"),
        shape(
            "a section with nothing in it",
            "{'type':'section'}",
            "must define either `text` or `fields` [json-pointer:/blocks/0/type]"),
        shape(
            "an empty text",
            section("'text':" + mrkdwn("")),
            "must be more than 0 characters [json-pointer:/blocks/0/text/text]"),
        shape(
            "a text that is a string",
            section("'text':'hello'"),
            "must provide an object [json-pointer:/blocks/0/text]"),
        shape(
            "an unknown kind of text",
            section("'text':{'type':'markdown','text':'x'}"),
            "must be a valid enum value [json-pointer:/blocks/0/text/type]"),
        shape(
            "emoji in mrkdwn",
            section("'text':{'type':'mrkdwn','text':'x','emoji':true}"),
            "invalid additional property: emoji [json-pointer:/blocks/0/text]"),
        shape(
            "a header in mrkdwn",
            "{'type':'header','text':" + mrkdwn("x") + "}",
            "must be a valid enum value [json-pointer:/blocks/0/text/type]"),
        shape(
            "a button in mrkdwn",
            actions("{'type':'button','text':" + mrkdwn("x") + "}"),
            "must be a valid enum value [json-pointer:/blocks/0/elements/0/text/type]"),
        shape(
            "a button without a text",
            actions("{'type':'button'}"),
            "missing required field: text [json-pointer:/blocks/0/elements/0]"),
        shape(
            "a style of its own",
            actions(button(",'style':'warning'")),
            "must be a valid enum value [json-pointer:/blocks/0/elements/0/style]"),
        shape(
            "a value that is a number",
            actions(button(",'value':1")),
            "must provide a string [json-pointer:/blocks/0/elements/0/value]"),
        shape(
            "a url without a scheme",
            actions(button(",'url':'example'")),
            "input must be a valid: uri [json-pointer:/blocks/0/elements/0/url]"),
        shape(
            "a key Slack does not know",
            "{'type':'divider','style':'bold'}",
            "invalid additional property: style [json-pointer:/blocks/0]"),
        shape(
            "the same block id twice",
            "{'type':'divider','block_id':'a'},{'type':'divider','block_id':'a'}",
            "`block_id` \"a\" already exists [json-pointer:/blocks/1/block_id]"),
        shape(
            "the same action id twice in a block",
            actions(button(",'action_id':'a'"), button(",'action_id':'a'")),
            "`action_id` \"a\" already exists [json-pointer:/blocks/0/elements/1/action_id]"),
        shape(
            "no elements",
            "{'type':'actions','elements':[]}",
            "must provide at least 1 items [json-pointer:/blocks/0/elements]"),
        shape(
            "elements left out",
            "{'type':'actions'}",
            "missing required field: elements [json-pointer:/blocks/0]"),
        shape(
            "a text input outside of an input block",
            actions("{'type':'plain_text_input'}"),
            "unsupported type: plain_text_input [json-pointer:/blocks/0/elements/0/type]"),
        shape(
            "a picture without alt text",
            "{'type':'image','image_url':'https://a/b'}",
            "missing required field: alt_text [json-pointer:/blocks/0]"),
        shape(
            "a picture from nowhere",
            "{'type':'image','alt_text':'a'}",
            "must define either `image_url` or `slack_file` [json-pointer:/blocks/0]"),
        shape(
            "a menu without options",
            actions("{'type':'static_select'}"),
            "must define either `options` or `option_groups` [json-pointer:/blocks/0/elements/0]"),
        shape(
            "a confirmation without a text",
            actions(button(",'confirm':{'title':" + plain("t") + "}")),
            "missing required field: text [json-pointer:/blocks/0/elements/0/confirm]"),
        shape(
            "an input without a label",
            "{'type':'input','element':{'type':'plain_text_input'}}",
            "missing required field: label [json-pointer:/blocks/0]"),
        shape("blocks that are null", "null", "must provide an object [json-pointer:/blocks/0]"));
  }

  private static Arguments shape(String name, String blocks, String problem) {
    return Arguments.of(name, blocks, problem);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("shapes")
  void aWrongShapeIsNamedWithItsPlace(String name, String blocks, String problem) {
    assertThat(problems(blocks)).contains(problem);
  }

  @Test
  void aWrongTextObjectIsReportedAsSlackDoesWithTheSchemaFirst() {
    assertThat(problems(section("'text':" + mrkdwn(x(3001)))))
        .containsExactly(
            "failed to match all allowed schemas [json-pointer:/blocks/0/text]",
            "must be less than 3001 characters [json-pointer:/blocks/0/text/text]");
  }

  @Test
  void theSameActionIdInTwoBlocksIsFine() {
    assertThat(
            problems(
                actions(button(",'action_id':'a'")) + "," + actions(button(",'action_id':'a'"))))
        .isEmpty();
  }

  @Test
  void charactersAreCountedNotUtf16Units() {
    assertThat(problems("{'type':'header','text':" + plain("🚨".repeat(150)) + "}")).isEmpty();
    assertThat(problems("{'type':'header','text':" + plain("🚨".repeat(151)) + "}")).isNotEmpty();
  }

  @Test
  void allThatIsWrongIsReportedAtOnce() {
    assertThat(problems("{'type':'header'},{'type':'hologram'},{'type':'section'}")).hasSize(3);
  }

  @Test
  void tooMuchTextInAllBlocksTogetherIsTooLong() {
    JsonArray blocks = new JsonArray();
    for (int i = 0; i < 4; i++) {
      blocks.add(parse(section("'text':" + mrkdwn(x(3000)))));
    }
    assertThat(BlockRules.tooLongTogether(blocks)).isFalse();

    blocks.add(parse(section("'text':" + mrkdwn("x"))));

    assertThat(BlockRules.tooLongTogether(blocks)).isTrue();
  }

  private static JsonObject parse(String json) {
    return JsonParser.parseString(json.replace('\'', '"')).getAsJsonObject();
  }
}
