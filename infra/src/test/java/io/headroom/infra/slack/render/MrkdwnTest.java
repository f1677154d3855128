package io.headroom.infra.slack.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.core.incident.Actor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MrkdwnTest {

  @Test
  void escapesTheThreeCharactersOnce() {
    assertThat(Mrkdwn.escape("a && b <!channel> &amp;"))
        .isEqualTo("a &amp;&amp; b &lt;!channel&gt; &amp;amp;");
  }

  @ParameterizedTest
  @CsvSource({"3, ab…", "5, ab…", "6, ab&lt;", "100, ab&lt;"})
  void cutsBetweenEntities(int max, String expected) {
    assertThat(Mrkdwn.escape("ab<", max)).isEqualTo(expected);
  }

  @Test
  void cutsNoCharacterInHalf() {
    assertThat(Mrkdwn.escape("ab\uD83D\uDE00cd", 4)).isEqualTo("ab…");
    assertThat(Mrkdwn.cut("ab\uD83D\uDE00cd", 4)).isEqualTo("ab…");
    assertThat(Mrkdwn.cut("abcd", 4)).isEqualTo("abcd");
    assertThat(Mrkdwn.cut("abcde", 4)).isEqualTo("abc…");
  }

  @Test
  void plainTextFormatsNothing() {
    assertThat(Mrkdwn.plain("*bold* ~gone~ `code` _slanted_ a_b_c\n> quote"))
        .isEqualTo("∗bold∗ ∼gone∼ 'code' ˍslantedˍ a_b_c &gt; quote");
  }

  @Test
  void anOperatorsSentenceKeepsItsMarkupAndEndsItsCode() {
    assertThat(Mrkdwn.sentence("see\n`docker stats` *now*", 100))
        .isEqualTo("see `docker stats` *now*");
    assertThat(Mrkdwn.sentence("see `docker stats`", 12)).isEqualTo("see `docke…`");
    assertThat(Mrkdwn.sentence("``` x", 100)).isEqualTo("''' x");
  }

  @Test
  void codeCannotBeLeftFromInside() {
    assertThat(Mrkdwn.code("a` *b* <@U1>", 100)).isEqualTo("`a' *b* &lt;@U1&gt;`");
    assertThat(Mrkdwn.code(" \n ", 100)).isEqualTo("–");
    assertThat(Mrkdwn.codeBlock("x\n``` *y*", 100)).isEqualTo("```\nx\n''' *y*\n```");
  }

  @Test
  void aBlockOfCodeKeepsToItsLengthAndEnds() {
    String block = Mrkdwn.codeBlock("x".repeat(500), 100);

    assertThat(block).hasSizeLessThanOrEqualTo(100).startsWith("```\n").endsWith("…\n```");
  }

  @Test
  void mentionsOnlyWhoSlackKnows() {
    assertThat(Mrkdwn.person(new Actor("U024BE7LH", "Mara"))).isEqualTo("<@U024BE7LH>");
    assertThat(Mrkdwn.person(Actor.HEADROOM)).isEqualTo("Headroom");
    assertThat(Mrkdwn.person(new Actor("U1> <!channel", "<!here>"))).isEqualTo("&lt;!here&gt;");
  }

  @Test
  void aLinkHasOneBar() {
    assertThat(Mrkdwn.link("https://a.example/?x=1&y=|", "a <b>"))
        .isEqualTo("<https://a.example/?x=1&amp;y=%7C|a &lt;b&gt;>");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          U024BE7LH       | <@U024BE7LH>
          W012A3CDE       | <@W012A3CDE>
          S0614TZR7       | <!subteam^S0614TZR7>
          SRE             | SRE
          WEBTEAM         | WEBTEAM
          WEBTEAMSOUTH    | WEBTEAMSOUTH
          team-checkout   | team-checkout
          <!channel>      | &lt;!channel&gt;
          <@U024BE7LH>    | &lt;@U024BE7LH&gt;
          a@example.com   | a@example.com
          """)
  void anOwnerIsMentionedWhereItIsAnId(String owner, String shown) {
    assertThat(Mrkdwn.owner(owner)).isEqualTo(shown);
  }
}
