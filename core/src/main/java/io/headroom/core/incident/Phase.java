package io.headroom.core.incident;

/** Where an incident is. */
public enum Phase {
  /** Memory is in trouble and nothing is being done about it. */
  OPEN,
  /** A person asked for a remedy; it has not begun. */
  REQUESTED,
  /** ECS carries a remedy out. */
  REMEDYING,
  /** The remedy is done; whether it helped is watched. */
  VERIFYING,
  /** Verified; the next event resolves it. */
  VERIFIED,
  /** Over. */
  RESOLVED
}
