package io.headroom.infra.ecs;

/** An event that is not what EventBridge sends; the message names the member. */
public final class MalformedEventException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  public MalformedEventException(String message) {
    super("ECS Task State Change: " + message);
  }

  public MalformedEventException(String message, Throwable cause) {
    super("ECS Task State Change: " + message, cause);
  }
}
