package io.headroom.infra.settings;

import io.headroom.infra.aws.AwsErrors;
import io.headroom.infra.log.DecisionLog;
import io.headroom.infra.log.LogLine;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

/**
 * A secret of Secrets Manager, read when it is first needed and again after {@link #KEPT}, so that
 * a rotated one is taken up without a deployment. Whoever finds that it is refused has it read
 * again at once. While it cannot be read again, the last one goes on.
 *
 * <p>Safe for use by several threads; of several that need it read, one reads.
 *
 * @param <T> what is read from its text
 */
public final class CachedSecret<T extends Record> {

  /** How long a secret that was read is taken as it is. */
  static final Duration KEPT = Duration.ofMinutes(5);

  /** How long nothing is asked after the first read failed: anybody can send the bot requests. */
  static final Duration FAILED = Duration.ofSeconds(5);

  /** What a secret is read as. */
  @FunctionalInterface
  public interface Form<T> {
    /**
     * Reads what a text means.
     *
     * @param name of the secret, for messages
     * @throws SettingsException if it means nothing; the message holds nothing of the text
     */
    T parse(String name, String text);
  }

  private final SecretsManagerClient client;
  private final String name;
  private final Form<T> form;
  private final String example;
  private final String source;
  private final InstantSource clock;
  private final DecisionLog log;
  private @Nullable T last;
  private @Nullable SettingsException failure;
  private Instant readAt = Instant.MIN;

  /**
   * @param name or ARN of the secret
   * @param example of its text, without a quote of the shell in it
   * @param source who reads it, for the log
   * @param clock the real one
   */
  public CachedSecret(
      SecretsManagerClient client,
      String name,
      Form<T> form,
      String example,
      String source,
      InstantSource clock,
      DecisionLog log) {
    this.client = client;
    this.name = name;
    this.form = form;
    this.example = example;
    this.source = source;
    this.clock = clock;
    this.log = log;
  }

  /**
   * The secret as it is now, give or take {@link #KEPT}.
   *
   * @throws SettingsException if there is none, with what to do
   */
  public synchronized T get() {
    T known = last;
    if (known != null && age().compareTo(KEPT) < 0) {
      return known;
    }
    return read(known);
  }

  /**
   * The secret after one was refused: read again, unless another thread has done that meanwhile, or
   * it was read so short a time ago.
   *
   * @param refused what {@link #get} gave
   * @param youngest a secret that was read less than this ago is not read again
   */
  public synchronized T renewed(T refused, Duration youngest) {
    T known = last;
    if (known == null || !known.equals(refused) || age().compareTo(youngest) < 0) {
      return get();
    }
    return read(known);
  }

  /** Forgets what was read; the next call reads again. */
  synchronized void forget() {
    last = null;
    failure = null;
    readAt = Instant.MIN;
  }

  private T read(@Nullable T known) {
    SettingsException before = failure;
    if (before != null && known == null && age().compareTo(FAILED) < 0) {
      throw new SettingsException(String.valueOf(before.getMessage()), before);
    }
    readAt = clock.instant();
    try {
      T secret = form.parse(name, text());
      if (known != null && !secret.equals(known)) {
        log.write(LogLine.of(source, "ROTATED"));
      }
      last = secret;
      failure = null;
      return secret;
    } catch (SettingsException e) {
      failure = e;
      if (known == null) {
        throw e;
      }
      log.write(LogLine.of(source, "KEPT_OLD").failure(e));
      return known;
    }
  }

  private Duration age() {
    return readAt.equals(Instant.MIN) ? KEPT : Duration.between(readAt, clock.instant());
  }

  private String text() {
    String text;
    try {
      text = client.getSecretValue(request -> request.secretId(name)).secretString();
    } catch (ResourceNotFoundException e) {
      throw new SettingsException(
          String.format(
              Locale.ROOT,
              "Secrets Manager has no secret %s in this Region; create it: aws secretsmanager"
                  + " create-secret --name %s --secret-string '%s'",
              name,
              name,
              example),
          e);
    } catch (SdkException e) {
      throw new SettingsException(
          "Secrets Manager does not give out the secret %s: %s".formatted(name, AwsErrors.words(e)),
          e);
    }
    if (text == null) {
      throw new SettingsException("the secret %s is binary; it has to be text".formatted(name));
    }
    return text;
  }
}
