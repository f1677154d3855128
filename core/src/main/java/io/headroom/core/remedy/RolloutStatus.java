package io.headroom.core.remedy;

/** How far a remedy has come in ECS. */
public sealed interface RolloutStatus {

  /** ECS shows no effect of it yet. */
  record NotSeen() implements RolloutStatus {}

  /**
   * Tasks are being replaced or added.
   *
   * @param done tasks that are as they should be
   * @param of tasks that should be so
   */
  record InProgress(int done, int of) implements RolloutStatus {}

  /** Everything is as planned. */
  record Done(int tasks) implements RolloutStatus {}

  /** It will not get there. */
  record Failed(FailureReason reason, String detail) implements RolloutStatus {}
}
