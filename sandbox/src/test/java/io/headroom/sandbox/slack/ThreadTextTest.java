package io.headroom.sandbox.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonParser;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThreadTextTest {

  private static final Map<String, String> NAMES =
      Map.of("U0ALICE", "alice", "C0ALERTS", "alerts", "S0RESPONDERS", "responders");

  private static SlackMessage message(String text, String blocks) {
    JsonArray json = JsonParser.parseString(blocks.replace('\'', '"')).getAsJsonArray();
    return new SlackMessage(
        "C0ALERTS",
        "1.000000",
        null,
        "U0HEADROOM",
        "headroom",
        text,
        json,
        new JsonArray(),
        null,
        false,
        0,
        false,
        null,
        List.of(),
        List.of(),
        List.of());
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      textBlock =
          """
          *bold* and _slanted_ and ~struck~ , bold and slanted and struck
          *_both_* , both
          NODE_OPTIONS=--max_old_space_size , NODE_OPTIONS=--max_old_space_size
          2 * 3 * 4 , 2 * 3 * 4
          `a_b_c` stays a_b_c , a_b_c stays a_b_c
          "`*not bold*`" , *not bold*
          <@U0ALICE> in <#C0ALERTS> , @alice in #alerts
          <!subteam^S0RESPONDERS> , @responders
          <!here> , @here
          "<!date^1772366400^{date_short}|1 March>" , 1 March
          "<https://example.org/x|the graph>" , the graph (https://example.org/x)
          <https://example.org/x> , https://example.org/x
          5 &lt; 6 &amp;&amp; 7 &gt; 6 , 5 < 6 && 7 > 6
          :warning: hot , ⚠ hot
          :made_up: stays , :made_up: stays
          at 12:30:45 , at 12:30:45
          """)
  void markupIsWrittenOut(String mrkdwn, String plain) {
    assertThat(ThreadText.render(message(mrkdwn, "[]"), id -> NAMES.getOrDefault(id, id)))
        .isEqualTo(plain);
  }

  @Test
  void aCodeBlockKeepsItsLines() {
    assertThat(ThreadText.render(message("```a *b*\nc```", "[]"))).isEqualTo("a *b*\nc");
  }

  @Test
  void blocksAreLines() {
    String blocks =
        "[{'type':'header','text':{'type':'plain_text','text':'checkout is leaking'}},"
            + "{'type':'section','text':{'type':'mrkdwn','text':'*92 %* of 1 GB'},"
            + "'accessory':{'type':'button','action_id':'a','text':"
            + "{'type':'plain_text','text':'Graph'}}},"
            + "{'type':'section','fields':[{'type':'mrkdwn','text':'*Growth*\\n12 MB/min'},"
            + "{'type':'mrkdwn','text':'*Full in*\\n18 min'},{'type':'mrkdwn','text':'last'}]},"
            + "{'type':'context','elements':[{'type':'mrkdwn','text':'i-1'},"
            + "{'type':'plain_text','text':'12:00'}]},"
            + "{'type':'divider'},"
            + "{'type':'image','image_url':'https://a/b','alt_text':'a rising line'},"
            + "{'type':'actions','elements':["
            + "{'type':'button','action_id':'b','text':{'type':'plain_text','text':'Restart'}},"
            + "{'type':'static_select','action_id':'c','placeholder':"
            + "{'type':'plain_text','text':'Raise'},'options':[]},"
            + "{'type':'overflow','action_id':'d','options':[]}]}]";

    assertThat(ThreadText.render(message("fallback", blocks)))
        .isEqualTo(
            """
            # checkout is leaking
            92 % of 1 GB  [ Graph ]
            Growth 12 MB/min  |  Full in 18 min
            last
              i-1 · 12:00
            ----------------------------------------
            (picture: a rising line)
            [ Restart ]  [ Raise v ]  [ ... ]""");
  }

  @Test
  void filesAndReactionsFollow() {
    SlackMessage plain = message("done", "[]");
    SlackMessage full =
        new SlackMessage(
            plain.channel(),
            plain.ts(),
            null,
            plain.userId(),
            plain.userName(),
            "done",
            new JsonArray(),
            new JsonArray(),
            null,
            false,
            0,
            false,
            null,
            List.of(new Reaction("eyes", List.of("U0ALICE", "U0BOB"))),
            List.of(new SharedFile("F1", "a.png", "Memory", "image/png", 1, "")),
            List.of());

    assertThat(ThreadText.render(full)).isEqualTo("done\n(file: Memory)\n👀 2");
  }

  @Test
  void aModalShowsItsTitleInputsAndButtons() {
    String view =
        "{'type':'modal','title':{'type':'plain_text','text':'Silence'},"
            + "'submit':{'type':'plain_text','text':'Go'},'blocks':["
            + "{'type':'input','label':{'type':'plain_text','text':'Why'},"
            + "'element':{'type':'plain_text_input','action_id':'a'}}]}";
    SlackView modal =
        new SlackView(
            "V1",
            "modal",
            "U0ALICE",
            JsonParser.parseString(view.replace('\'', '"')).getAsJsonObject(),
            "h");

    assertThat(ThreadText.render(modal, id -> id)).isEqualTo("== Silence ==\nWhy: ____\n[ Go ]");
  }
}
