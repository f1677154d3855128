package io.headroom.infra.log;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Takes secrets out of words from outside, which may repeat what they were sent: Slack's tokens and
 * AWS's keys by their form, AWS's credentials of this process and the secrets that it holds by
 * their text. Safe for use by several threads.
 */
public final class Mask {

  private static final String DOTS = "•••";

  /** A shorter text is found in too many words to be taken for a secret. */
  private static final int SHORTEST = 8;

  /** Of a signature that does not fit, AWS repeats all that was signed, session token included. */
  private static final Pattern SESSION_TOKEN =
      Pattern.compile(
          "(x-amz-security-token[\"']?\\s*[:=]\\s*)[^\\s\"',;]+", Pattern.CASE_INSENSITIVE);

  private static final Pattern FORMS =
      Pattern.compile(
          "xox[a-z](-[A-Za-z0-9]+)+|xapp(-[A-Za-z0-9]+)+|\\b(AKIA|ASIA)[A-Z0-9]{16}\\b");

  /**
   * Where the SDK takes credentials from, in the environment of a function. Not the id of the
   * access key: AWS's are masked by their form, and an emulator's may be the account's number,
   * which is in every ARN.
   */
  private static final List<String> VARIABLES =
      List.of("AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_CONTAINER_AUTHORIZATION_TOKEN");

  private static final List<String> PROPERTIES = List.of("aws.secretAccessKey", "aws.sessionToken");

  private static final Set<String> HELD = ConcurrentHashMap.newKeySet();

  private Mask() {}

  /** From now on this text is masked, in whatever this process says. */
  public static void hold(String secret) {
    HELD.add(secret);
  }

  /** The text with dots in the place of secrets. */
  public static String of(String text) {
    String masked = FORMS.matcher(text).replaceAll(DOTS);
    masked = SESSION_TOKEN.matcher(masked).replaceAll("$1" + DOTS);
    return values(masked, Stream.concat(HELD.stream(), credentials()), SHORTEST);
  }

  /**
   * The text with dots in the place of these values.
   *
   * @param shortest length of a value that is looked for
   */
  public static String values(String text, Stream<String> values, int shortest) {
    // A value may be part of another.
    List<String> found =
        values
            .filter(value -> value.length() >= shortest && text.contains(value))
            .sorted((one, other) -> other.length() - one.length())
            .toList();
    String masked = text;
    for (String value : found) {
      masked = masked.replace(value, DOTS);
    }
    return masked;
  }

  /** Read each time: kept in memory they would be in the snapshot of the function. */
  private static Stream<String> credentials() {
    return Stream.concat(
            VARIABLES.stream().map(System::getenv), PROPERTIES.stream().map(System::getProperty))
        .filter(Objects::nonNull);
  }
}
