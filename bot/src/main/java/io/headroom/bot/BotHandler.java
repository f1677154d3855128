package io.headroom.bot;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.slack.api.bolt.App;
import com.slack.api.bolt.request.Request;
import com.slack.api.bolt.request.RequestHeaders;
import com.slack.api.bolt.response.Response;
import com.slack.api.bolt.util.SlackRequestParser;
import io.headroom.bot.Gate.Verdict;
import io.headroom.infra.log.DecisionLog;
import io.headroom.infra.log.LogLine;
import io.headroom.infra.settings.SettingsException;
import io.headroom.infra.wiring.Wiring;
import io.micronaut.context.BeanContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The Slack app behind a Lambda function URL: buttons, confirmations, the slash command.
 *
 * <p>Everything is done when the answer goes out: a Lambda freezes after it. What takes longer goes
 * through the incident store.
 */
public final class BotHandler implements RequestStreamHandler {

  private static final String SOURCE = "bot";
  private static final String PLAIN = "text/plain; charset=utf-8";

  private final App app;
  private final SlackRequestParser parser;
  private final Gate gate;
  private final DecisionLog log;

  /** For Lambda. */
  public BotHandler() {
    this(Wiring.start(System.getenv(), BotRehearsal::play));
  }

  BotHandler(BeanContext beans) {
    this(
        beans.getBean(App.class),
        beans.getBean(SignatureCheck.class),
        beans.getBean(DecisionLog.class));
  }

  /**
   * @param app as {@link SlackApp} builds it
   */
  public BotHandler(App app, SignatureCheck signature, DecisionLog log) {
    this.app = app;
    this.parser = new SlackRequestParser(app.config());
    this.gate = new Gate(signature);
    this.log = log;
  }

  /** Answers one request of the function URL, or the schedule that keeps the snapshot. */
  @Override
  public void handleRequest(InputStream event, OutputStream answer, Context context)
      throws IOException {
    UrlRequest request = UrlRequest.read(event);
    UrlAnswer answered =
        log.during(
            new DecisionLog.Request(context.getAwsRequestId(), context.getFunctionName()),
            () -> handle(request));
    answer.write(answered.json().getBytes(StandardCharsets.UTF_8));
  }

  UrlAnswer handle(UrlRequest request) {
    if (request.stayActive()) {
      log.write(LogLine.of(SOURCE, "STAYED_ACTIVE"));
      return new UrlAnswer(200, PLAIN, "");
    }
    long began = System.nanoTime();
    try {
      return switch (gate.judge(request)) {
        case Verdict.SslCheck check -> new UrlAnswer(200, PLAIN, "");
        case Verdict.Rejected rejected -> reject(rejected.why());
        case Verdict.Passed passed -> {
          UrlAnswer answer = run(passed);
          Duration took = Duration.ofNanos(System.nanoTime() - began);
          log.write(
              LogLine.of(SOURCE, "ANSWERED")
                  .with("status", answer.status())
                  .milliseconds("AnswerMilliseconds", took));
          yield answer;
        }
      };
    } catch (SettingsException e) {
      log.write(LogLine.of(SOURCE, "NO_SECRET").failure(e).count("Failures", 1));
      return new UrlAnswer(503, PLAIN, "Headroom cannot read its Slack secret; its log says why.");
    }
  }

  private UrlAnswer run(Verdict.Passed passed) {
    Request<?> request;
    try {
      request = parser.parse(http(passed));
    } catch (RuntimeException e) {
      // A field that Bolt takes for granted; the body stays out of the log.
      log.write(LogLine.of(SOURCE, "UNREADABLE").with("thrown", e.getClass().getName()));
      return reject(Rejection.MALFORMED);
    }
    if (request == null) {
      return reject(Rejection.MALFORMED);
    }
    try {
      return answer(app.run(request));
    } catch (Exception e) {
      log.write(LogLine.of(SOURCE, "FAILED").failure(e).count("Failures", 1));
      return new UrlAnswer(500, PLAIN, "Headroom failed; its log says why.");
    }
  }

  private static SlackRequestParser.HttpRequest http(Verdict.Passed passed) {
    Map<String, List<String>> headers =
        passed.headers().entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, header -> List.of(header.getValue())));
    return SlackRequestParser.HttpRequest.builder()
        .requestUri("/")
        .queryString(Map.of())
        .headers(new RequestHeaders(headers))
        .requestBody(passed.body())
        .build();
  }

  private UrlAnswer reject(Rejection why) {
    log.write(LogLine.of(SOURCE, why).with("status", why.status()));
    return new UrlAnswer(why.status(), PLAIN, why.text());
  }

  private static UrlAnswer answer(Response response) {
    return new UrlAnswer(
        response.getStatusCode(),
        response.getContentType(),
        response.getBody() == null ? "" : response.getBody());
  }
}
