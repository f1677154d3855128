package io.headroom.core.remedy;

/** Why a remedy that was asked for did not come about. */
public enum FailureReason {
  REFUSED("It was refused before it began"),
  ACCESS_DENIED("Headroom's role may not do this"),
  NOT_FOUND("ECS does not know the service or task any more"),
  INVALID("ECS does not take the change"),
  OUT_OF_SCOPE("Its cluster is not watched any more, by the parameters Clusters and Scopes"),
  DEPLOYMENT_FAILED("ECS gave the deployment up"),
  TIMED_OUT("It did not finish in time"),
  OVERTAKEN("Another deployment took its place");

  private final String sentence;

  FailureReason(String sentence) {
    this.sentence = sentence;
  }

  /** For people, without a full stop. */
  public String sentence() {
    return sentence;
  }
}
