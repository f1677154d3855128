package io.headroom.sandbox.slack.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The limits of modals and Home tabs. */
class ViewRulesTest {

  private static final String INPUT =
      "{'type':'input','label':{'type':'plain_text','text':'l'},"
          + "'element':{'type':'plain_text_input'}}";

  private static String modal(String title, String blocks, String rest) {
    return "{'type':'modal','title':{'type':'plain_text','text':'%s'},'blocks':[%s]%s}"
        .formatted(title, blocks, rest);
  }

  private static String submit(String text) {
    return ",'submit':{'type':'plain_text','text':'" + text + "'}";
  }

  private static String dividers(int count) {
    return String.join(",", java.util.Collections.nCopies(count, "{'type':'divider'}"));
  }

  private static List<String> problems(String view, String type) {
    return ViewRules.check(JsonParser.parseString(view.replace('\'', '"')), type).stream()
        .map(Problem::toString)
        .toList();
  }

  static Stream<Arguments> limits() {
    String x = "x";
    return Stream.of(
        Arguments.of(
            "title",
            modal(x.repeat(24), "", ""),
            modal(x.repeat(25), "", ""),
            "must be less than 25 characters [json-pointer:/view/title/text]"),
        Arguments.of(
            "submit",
            modal("t", "", submit(x.repeat(24))),
            modal("t", "", submit(x.repeat(25))),
            "must be less than 25 characters [json-pointer:/view/submit/text]"),
        Arguments.of(
            "private_metadata",
            modal("t", "", ",'private_metadata':'" + x.repeat(3000) + "'"),
            modal("t", "", ",'private_metadata':'" + x.repeat(3001) + "'"),
            "must be less than 3001 characters [json-pointer:/view/private_metadata]"),
        Arguments.of(
            "callback_id",
            modal("t", "", ",'callback_id':'" + x.repeat(255) + "'"),
            modal("t", "", ",'callback_id':'" + x.repeat(256) + "'"),
            "must be less than 256 characters [json-pointer:/view/callback_id]"),
        Arguments.of(
            "blocks",
            modal("t", dividers(100), ""),
            modal("t", dividers(101), ""),
            "no more than 100 items allowed [json-pointer:/view/blocks]"),
        Arguments.of(
            "input needs submit",
            modal("t", INPUT, submit("Go")),
            modal("t", INPUT, ""),
            "must define `submit` to use an `input` block in modals"
                + " [json-pointer:/view/blocks/0/input]"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("limits")
  void theLimitIsExact(String name, String atLimit, String above, String problem) {
    assertThat(problems(atLimit, "modal")).isEmpty();
    assertThat(problems(above, "modal"))
        .startsWith("failed to match all allowed schemas [json-pointer:/view]")
        .contains(problem);
  }

  @Test
  void aHomeTabHasNoTitleAndAModalNeedsOne() {
    assertThat(problems("{'type':'home','blocks':[]}", "home")).isEmpty();
    assertThat(problems("{'type':'modal','blocks':[]}", "modal"))
        .contains("missing required field: title [json-pointer:/view]");
    assertThat(problems("{'type':'home','blocks':[],'title':1}", "home"))
        .contains("invalid additional property: title [json-pointer:/view]");
  }

  @Test
  void theTypeIsTheOneOfTheMethod() {
    assertThat(problems("{'type':'home','blocks':[]}", "modal"))
        .contains("must be a valid enum value [json-pointer:/view/type]");
  }

  @Test
  void blocksOfAViewAreCheckedLikeThoseOfAMessage() {
    assertThat(problems(modal("t", "{'type':'section'}", ""), "modal"))
        .contains("must define either `text` or `fields` [json-pointer:/view/blocks/0/type]");
  }

  @Test
  void whatIsNoObjectIsNoView() {
    assertThat(problems("[]", "modal"))
        .containsExactly("must provide an object [json-pointer:/view]");
  }
}
