package io.headroom.core.detect.verdict;

/** How sure a verdict is, least first. */
public enum Confidence {
  /** The numbers fit; others would fit as well. */
  LOW,
  /** The numbers fit, with something missing that would settle it. */
  MEDIUM,
  /** The numbers fit and nothing known speaks against it. */
  HIGH
}
