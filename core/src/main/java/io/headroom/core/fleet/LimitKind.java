package io.headroom.core.fleet;

/** What happens to memory above a limit. */
public enum LimitKind {
  /** The kernel kills what uses more. */
  HARD,
  /**
   * It is what containers reserve on their instance, and they may use more: ECS places no more than
   * fits, and nothing is killed before the instance itself runs out.
   */
  RESERVED
}
