package io.headroom.infra.slack.render;

/**
 * What rendering depends on besides the incident and the runbooks.
 *
 * @param consoleLinks whether to link to the AWS console; not where the services are simulated
 */
public record RenderContext(boolean consoleLinks) {

  /** In an AWS account. */
  public static final RenderContext AWS = new RenderContext(true);

  /** On one machine, without an account. */
  public static final RenderContext LOCAL = new RenderContext(false);
}
