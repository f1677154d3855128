package io.headroom.sandbox.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.headroom.core.incident.IncidentId;
import io.headroom.sandbox.slack.SlackRequestSigner;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** The packages that {@code sam deploy} uploads, and what AWS and Slack send to them. */
final class Packaged {

  static final String TABLE = "headroom";
  static final String CHANNEL = "C0ALERTS";

  private Packaged() {}

  /** Unpacks a module's zip, which the package phase makes. */
  static void unzip(String module, Path folder) throws IOException {
    Path zip = Path.of("..", module, "target", module + ".zip");
    assertThat(zip).as("made by the package phase; run ./mvnw verify").isRegularFile();
    Path into = folder.resolve(module);
    try (ZipInputStream in = new ZipInputStream(Files.newInputStream(zip))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        Path file = into.resolve(entry.getName());
        if (entry.isDirectory()) {
          Files.createDirectories(file);
        } else {
          Files.createDirectories(file.getParent());
          Files.copy(in, file);
        }
      }
    }
  }

  /** A function's handler, as the template names it. */
  static String handler(String function) {
    Matcher matcher =
        Pattern.compile(
                "\\n  "
                    + function
                    + ":\\n    Type: AWS::Serverless::Function\\n.*?"
                    + "      Handler: (\\S+)\\n",
                Pattern.DOTALL)
            .matcher(read(Path.of("..", "template.yaml")));
    assertThat(matcher.find()).as("template.yaml has a function " + function).isTrue();
    return matcher.group(1);
  }

  /** What the template and Lambda set. */
  static Map<String, String> environment(String function, URI aws, URI database, URI slack) {
    var environment = new HashMap<String, String>();
    environment.put("AWS_LAMBDA_FUNCTION_NAME", "headroom-" + function);
    environment.put("AWS_LAMBDA_FUNCTION_VERSION", "1");
    environment.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "1024");
    environment.put("AWS_LAMBDA_LOG_GROUP_NAME", "/headroom");
    environment.put("AWS_LAMBDA_LOG_STREAM_NAME", "test");
    environment.put("AWS_REGION", "eu-central-1");
    environment.put("AWS_ACCESS_KEY_ID", "local");
    environment.put("AWS_SECRET_ACCESS_KEY", "local");
    environment.put("AWS_ENDPOINT_URL", aws.toString());
    environment.put("AWS_ENDPOINT_URL_DYNAMODB", database.toString());
    environment.put("TABLE_NAME", TABLE);
    environment.put("SLACK_SECRET", "headroom/slack");
    environment.put("CHANNEL", CHANNEL);
    environment.put("PLACE", "123456789012/eu-central-1");
    environment.put("CLUSTERS", "*");
    environment.put("RESPONDERS", "");
    environment.put("REMEDIES", "on");
    environment.put("SLACK_API_URL", slack.toString());
    return environment;
  }

  /** Secrets Manager's answer with the secret of the Slack app. */
  static String secret(String token, String signingSecret) {
    return """
    {"ARN":"arn:aws:secretsmanager:eu-central-1:123456789012:secret:headroom/slack-AbCdEf",
    "Name":"headroom/slack",
    "SecretString":"{\\"botToken\\":\\"%s\\",\\"signingSecret\\":\\"%s\\"}"}
    """
        .formatted(token, signingSecret);
  }

  /** A batch of the table's stream with one new event. */
  static String stream(IncidentId incident, int number, String type) {
    return resource("stream.json")
        .replace("INCIDENT", incident.value())
        .replace("NUMBER", "%06d".formatted(number))
        .replace("TYPE", type);
  }

  /** {@code /memory} and what is typed after it, as a form. */
  static String command(String text) {
    return form(
        Map.of(
            "command", "/memory",
            "text", text,
            "user_id", "U0ALICE",
            "team_id", "T0LOCAL",
            "channel_id", CHANNEL,
            "response_url", "http://localhost/none"));
  }

  static String form(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(
            field ->
                field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }

  /** The event of a function URL. */
  static String url(String body, String secret) {
    var headers = new JsonObject();
    headers.addProperty("content-type", "application/x-www-form-urlencoded");
    new SlackRequestSigner(secret)
        .headers(Instant.now(), body)
        .forEach((name, value) -> headers.addProperty(name.toLowerCase(Locale.ROOT), value));
    JsonObject event = JsonParser.parseString(resource("function-url.json")).getAsJsonObject();
    event.add("headers", headers);
    event.addProperty(
        "body", Base64.getEncoder().encodeToString(body.getBytes(StandardCharsets.UTF_8)));
    return event.toString();
  }

  static String resource(String name) {
    try (InputStream in = Packaged.class.getResourceAsStream(name)) {
      assertThat(in).as(name).isNotNull();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
