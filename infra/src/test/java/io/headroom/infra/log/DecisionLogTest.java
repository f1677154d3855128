package io.headroom.infra.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.headroom.core.remedy.Refusal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DecisionLogTest {

  private final List<String> lines = new ArrayList<>();
  private final DecisionLog log = new DecisionLog(lines::add);

  @Test
  void aDecisionIsOneLineOfJson() {
    log.write(
        LogLine.of("bot", Refusal.COOLDOWN)
            .with("services", 12)
            .with("dataAge", Duration.ofSeconds(95))
            .with("none", Optional.empty())
            .with("text", "two\nlines"));
    assertThat(lines)
        .containsExactly(
            "{\"source\":\"bot\",\"outcome\":\"COOLDOWN\",\"services\":12,\"dataAgeSeconds\":95,"
                + "\"text\":\"two\\nlines\"}");
  }

  @Test
  void aFailureNamesItsCausesAndWhereItBegan() {
    log.write(
        LogLine.of("bot", "FAILED")
            .failure(new IllegalStateException("outer", new IllegalArgumentException("inner"))));
    JsonObject line = JsonParser.parseString(lines.getFirst()).getAsJsonObject();
    assertThat(line.get("failure").getAsString())
        .contains("IllegalStateException: outer", "caused by", "IllegalArgumentException: inner");
    assertThat(line.get("at").getAsString()).contains("DecisionLogTest.aFailureNames");
  }

  @Test
  void aLineSaysForWhichRequestItWas() {
    String answer =
        log.during(
            new DecisionLog.Request("8f5d-request", "headroom-Bot-1"),
            () -> {
              log.write(LogLine.of("bot", "ACCEPTED"));
              return "done";
            });
    log.write(LogLine.of("bot", "ACCEPTED"));
    log.write(LogLine.of("bot", "ACCEPTED"), new DecisionLog.Request("other", "headroom-Bot-1"));
    assertThat(answer).isEqualTo("done");
    assertThat(lines)
        .containsExactly(
            "{\"source\":\"bot\",\"outcome\":\"ACCEPTED\",\"requestId\":\"8f5d-request\"}",
            "{\"source\":\"bot\",\"outcome\":\"ACCEPTED\"}",
            "{\"source\":\"bot\",\"outcome\":\"ACCEPTED\",\"requestId\":\"other\"}");
  }

  @Test
  void tokensOfSlackAreMasked() {
    log.write(LogLine.of("bot", "FAILED").with("detail", "Bearer xoxb-12-34-AbC failed"));
    assertThat(lines.getFirst()).contains("Bearer ••• failed").doesNotContain("xoxb");
  }
}
