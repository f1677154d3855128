package io.headroom.core.remedy;

import io.headroom.core.series.Bytes;
import io.headroom.core.series.Ratio;
import java.time.Duration;
import java.util.Optional;

/**
 * What the runbook's verification says of a remedy.
 *
 * @param peak most memory used since the remedy was done, of the limit; empty without samples
 * @param growth by the trend since then, over {@code growthWithin}; empty with too few samples
 * @param watched how much of {@code holdFor} has been seen
 */
public record VerificationResult(
    Outcome outcome,
    Optional<Ratio> peak,
    Ratio below,
    Optional<Bytes> growth,
    Bytes growthBelow,
    Duration growthWithin,
    Duration watched,
    Duration holdFor) {

  /** The outcome, with its reason. */
  public enum Outcome {
    /** The time is not over. */
    WATCHING("being watched"),
    /** Points are missing for the time; they are waited for. */
    WAITING_FOR_METRICS("waiting for metrics"),
    HELD("it held"),
    ABOVE_THRESHOLD("memory is above the threshold again"),
    GROWING("memory still grows"),
    OOM_KILLED("a container ran out of memory again"),
    NO_DATA("no metrics came that could show it");

    private final String sentence;

    Outcome(String sentence) {
      this.sentence = sentence;
    }

    /** For people, without a full stop. */
    public String sentence() {
      return sentence;
    }

    /** Whether it is final. */
    public boolean settled() {
      return this != WATCHING && this != WAITING_FOR_METRICS;
    }
  }
}
