package io.headroom.infra.slack;

import com.slack.api.Slack;
import com.slack.api.SlackConfig;
import com.slack.api.audit.AuditConfig;
import com.slack.api.methods.MethodsClient;
import com.slack.api.methods.MethodsConfig;
import com.slack.api.rate_limits.metrics.MetricsDatastore;
import com.slack.api.scim.SCIMConfig;
import com.slack.api.scim2.SCIM2Config;
import com.slack.api.util.http.SlackHttpClient;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Response;
import okhttp3.ResponseBody;

/**
 * Builds Slack's client for short-lived functions: few threads, short time-outs, no own retries.
 */
public final class SlackClients {

  /** How long a connection, a request or an answer may take. */
  static final Duration STEP = Duration.ofSeconds(3);

  /** How long a call may take in all. */
  static final Duration CALL = Duration.ofSeconds(5);

  private SlackClients() {}

  /**
   * Slack's Web API.
   *
   * @param token the app's bot token
   * @param apiUrl base URL of another Slack-compatible API, as in {@code
   *     http://localhost:1234/api/}; empty or blank for Slack's own
   */
  public static MethodsClient methods(String token, Optional<String> apiUrl) {
    return slack(apiUrl).methods(token);
  }

  /**
   * The same for the parts of the SDK that ask for a {@code Slack}, such as Bolt's {@code
   * AppConfig}.
   */
  public static Slack slack(Optional<String> apiUrl) {
    SlackConfig config = config(apiUrl.map(String::strip).filter(url -> !url.isEmpty()));
    return slack(config, http(config));
  }

  /**
   * A Slack that reaches nothing: it answers every call, and every message to a response URL, with
   * {@code ok}.
   */
  static Slack rehearsal() {
    SlackConfig config = config(Optional.empty());
    return slack(config, http(config).newBuilder().addInterceptor(SlackClients::rehearsed).build());
  }

  private static Slack slack(SlackConfig config, OkHttpClient http) {
    Slack slack = Slack.getInstance(config, new SlackHttpClient(http));
    stopCounting(config);
    return slack;
  }

  private static Response rehearsed(Interceptor.Chain chain) {
    return new Response.Builder()
        .request(chain.request())
        .protocol(Protocol.HTTP_1_1)
        .code(200)
        .message("OK")
        .body(
            ResponseBody.create(
                "{\"ok\":true,\"members\":[\"U0REHEARSAL\"],\"users\":[\"U0REHEARSAL\"]}",
                MediaType.get("application/json")))
        .build();
  }

  private static SlackConfig config(Optional<String> apiUrl) {
    var config = new SlackConfig();
    // Counting calls to stay below rate limits takes an auth.test before the first call; a function
    // that lives for seconds has nothing from it.
    config.setStatsEnabled(false);
    config.setHttpClientReadTimeoutMillis((int) STEP.toMillis());
    config.setHttpClientWriteTimeoutMillis((int) STEP.toMillis());
    config.setHttpClientCallTimeoutMillis((int) CALL.toMillis());
    if (apiUrl.isPresent()) {
      URI url = URI.create(apiUrl.get());
      config.setMethodsEndpointUrlPrefix(url + (url.getPath().endsWith("/") ? "" : "/"));
      if (isThisMachine(url)) {
        config.setProxyUrl(null);
      }
    }
    return config;
  }

  /**
   * Stops the threads that keep those counts, one for each kind of API: the SDK starts them with
   * every configuration and with its defaults, whether counting is on or not.
   */
  private static void stopCounting(SlackConfig config) {
    Stream.concat(
            Stream.of(config, SlackConfig.DEFAULT)
                .flatMap(
                    each ->
                        Stream.of(
                            each.getMethodsConfig().getMetricsDatastore(),
                            each.getAuditConfig().getMetricsDatastore(),
                            each.getSCIMConfig().getMetricsDatastore(),
                            each.getSCIM2Config().getMetricsDatastore())),
            Stream.of(
                MethodsConfig.DEFAULT_SINGLETON.getMetricsDatastore(),
                AuditConfig.DEFAULT_SINGLETON.getMetricsDatastore(),
                SCIMConfig.DEFAULT_SINGLETON.getMetricsDatastore(),
                SCIM2Config.DEFAULT_SINGLETON.getMetricsDatastore()))
        .forEach(SlackClients::close);
  }

  private static void close(MetricsDatastore counts) {
    try {
      counts.close();
    } catch (Exception e) {
      throw new IllegalStateException("a thread of the Slack SDK does not stop", e);
    }
  }

  /**
   * Nothing is sent again by itself: a post whose connection broke may have arrived, and only a
   * look at the channel tells.
   */
  private static OkHttpClient http(SlackConfig config) {
    return SlackHttpClient.buildOkHttpClient(config)
        .newBuilder()
        .connectTimeout(STEP)
        .retryOnConnectionFailure(false)
        .build();
  }

  private static boolean isThisMachine(URI url) {
    String host = Optional.ofNullable(url.getHost()).orElse("").toLowerCase(Locale.ROOT);
    return host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
  }
}
