package io.headroom.bot;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
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
public final class BotHandler
    implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {

  private static final String SOURCE = "bot";
  private static final String PLAIN = "text/plain; charset=utf-8";

  private final App app;
  private final SlackRequestParser parser;
  private final Gate gate;
  private final DecisionLog log;

  /** For Lambda. */
  public BotHandler() {
    this(Wiring.start(System.getenv()));
  }

  private BotHandler(BeanContext beans) {
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

  /** Answers one request of the function URL. */
  @Override
  public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
    return log.during(
        new DecisionLog.Request(context.getAwsRequestId(), context.getFunctionName()),
        () -> answer(event));
  }

  private APIGatewayV2HTTPResponse answer(APIGatewayV2HTTPEvent event) {
    long began = System.nanoTime();
    try {
      return switch (gate.judge(event)) {
        case Verdict.SslCheck check -> answer(200, PLAIN, "");
        case Verdict.Rejected rejected -> reject(rejected.why());
        case Verdict.Passed passed -> {
          APIGatewayV2HTTPResponse answer = run(passed);
          Duration took = Duration.ofNanos(System.nanoTime() - began);
          log.write(
              LogLine.of(SOURCE, "ANSWERED")
                  .with("status", answer.getStatusCode())
                  .milliseconds("AnswerMilliseconds", took));
          yield answer;
        }
      };
    } catch (SettingsException e) {
      log.write(LogLine.of(SOURCE, "NO_SECRET").failure(e).count("Failures", 1));
      return answer(503, PLAIN, "Headroom cannot read its Slack secret; its log says why.");
    }
  }

  private APIGatewayV2HTTPResponse run(Verdict.Passed passed) {
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
      return answer(500, PLAIN, "Headroom failed; its log says why.");
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

  private APIGatewayV2HTTPResponse reject(Rejection why) {
    log.write(LogLine.of(SOURCE, why).with("status", why.status()));
    return answer(why.status(), PLAIN, why.text());
  }

  private static APIGatewayV2HTTPResponse answer(Response response) {
    return answer(
        response.getStatusCode(),
        response.getContentType(),
        response.getBody() == null ? "" : response.getBody());
  }

  private static APIGatewayV2HTTPResponse answer(int status, String contentType, String body) {
    return APIGatewayV2HTTPResponse.builder()
        .withStatusCode(status)
        .withHeaders(Map.of("Content-Type", contentType))
        .withBody(body)
        .build();
  }
}
