package io.headroom.core.runbook;

/**
 * How bad it is, mildest first, so that the natural order compares severities.
 *
 * <p>The seeds name severities in four ways. They are read so: warning is SEV3; HIGH and SEV2 are
 * SEV2; critical, P1 and SEV1 are SEV1. Each runbook keeps its seed's own word as well.
 */
public enum Severity {
  /** Someone should look during the day. */
  SEV3,
  /** Someone should look now. */
  SEV2,
  /** Users are hit, or are about to be. */
  SEV1;

  /** The worse of the two. */
  public Severity max(Severity other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
