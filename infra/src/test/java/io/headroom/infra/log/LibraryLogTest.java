package io.headroom.infra.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What libraries say through SLF4J, as it finds this module's provider. */
class LibraryLogTest {

  private static final String TOKEN = "xoxb-1-LEAKbottoken";

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final PrintStream out = System.out;

  @BeforeEach
  void capture() {
    System.setOut(new PrintStream(printed, true, UTF_8));
  }

  @AfterEach
  void restore() {
    System.setOut(out);
  }

  @Test
  void aWarningIsALineOfJsonForItsRequest() {
    new DecisionLog(line -> {})
        .during(
            new DecisionLog.Request("8f5d-request", "headroom-Bot-1"),
            () -> {
              logger("software.amazon.awssdk.auth").warn("tried {} of {}\ntimes", 2, "three");
              return "done";
            });
    assertThat(lines())
        .containsExactly(
            "{\"source\":\"library\",\"outcome\":\"WARN\",\"logger\":\"software.amazon.awssdk.auth\","
                + "\"words\":\"tried 2 of three\\ntimes\",\"requestId\":\"8f5d-request\"}");
  }

  @Test
  void secretsAreMaskedInWordsArgumentsAndEveryCause() {
    logger("software.amazon.awssdk")
        .error(
            "sent " + TOKEN + " and {}",
            TOKEN,
            new IllegalStateException("outer", new IllegalArgumentException("it was " + TOKEN)));
    JsonObject line = JsonParser.parseString(lines().getFirst()).getAsJsonObject();
    assertThat(line.get("words").getAsString()).isEqualTo("sent ••• and •••");
    assertThat(line.get("failure").getAsString())
        .contains("IllegalStateException: outer", "IllegalArgumentException: it was •••");
    assertThat(lines()).singleElement().asString().doesNotContain("LEAK");
  }

  @Test
  void whatIsNoWarningIsNotSaid() {
    Logger logger = logger("software.amazon.awssdk.request");
    logger.trace("trace");
    logger.debug("Sending Request: {}", TOKEN);
    logger.info("info");
    assertThat(lines()).isEmpty();
  }

  @Test
  void ofSlacksClientOnlyErrorsAreTaken() {
    Logger logger = logger("com.slack.api.bolt.App");
    logger.warn("Unhandled request: response_url=https://hooks.slack.com/actions/T1/2/3");
    logger.error("error");
    assertThat(lines()).singleElement().asString().contains("\"outcome\":\"ERROR\"");
  }

  private static Logger logger(String name) {
    return LoggerFactory.getLogger(name);
  }

  private List<String> lines() {
    return printed.toString(UTF_8).lines().toList();
  }
}
