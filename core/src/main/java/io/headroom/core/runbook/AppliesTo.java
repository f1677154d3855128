package io.headroom.core.runbook;

/** Which services a runbook is for. */
public enum AppliesTo {
  /** Every service that Headroom watches. */
  EVERY_SERVICE,
  /** Only a service whose tag {@code headroom:runbook} names the runbook. */
  TAGGED
}
