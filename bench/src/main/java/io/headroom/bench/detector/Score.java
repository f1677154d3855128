package io.headroom.bench.detector;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** The sums over many judgements, and the figures made of them. Mutable, for one thread. */
final class Score {

  private static final double HOUR = 60;

  private int series;
  private int alarmedSeries;
  private int leaks;
  private int falseAlarms;
  private double weeks;
  private double mostFalseAlarms;
  private final List<Double> leads = new ArrayList<>();
  private long alerts;
  private int statements;
  private int held;
  private int firstStatements;
  private int firstHeld;
  private final List<Double> errors = new ArrayList<>();
  private long nanos;
  private long evaluations;

  void add(Judgement judgement) {
    Replay replay = judgement.replay();
    series++;
    alarmedSeries += judgement.falseAlarms().isEmpty() ? 0 : 1;
    falseAlarms += judgement.falseAlarms().size();
    weeks += replay.series().weeks();
    nanos += replay.nanos();
    evaluations += replay.evaluations();
    List<Leak> truths = replay.series().leaks();
    for (int i = 0; i < truths.size(); i++) {
      Leak leak = truths.get(i);
      Optional<Integer> hit = judgement.hits().get(i);
      leaks++;
      hit.ifPresent(minute -> leads.add((leak.exhaustion() - minute) / HOUR));
      long began = replay.alerts().stream().filter(alert -> leak.covers(alert.from())).count();
      alerts += hit.isPresent() ? Math.max(1, began) : 0;
      boolean first = true;
      for (Statement statement : replay.statements()) {
        if (leak.covers(statement.minute())) {
          judge(statement.left(), (leak.exhaustion() - statement.minute()) / HOUR, first);
          first = false;
        }
      }
    }
  }

  private void judge(HoursLeft left, double truth, boolean first) {
    statements++;
    held += left.holds(truth) ? 1 : 0;
    if (first) {
      firstStatements++;
      firstHeld += left.holds(truth) ? 1 : 0;
      errors.add(Math.abs(left.likely() - truth) / truth);
    }
  }

  /** Takes over the sums of another. */
  Score plus(Score other) {
    series += other.series;
    alarmedSeries += other.alarmedSeries;
    leaks += other.leaks;
    falseAlarms += other.falseAlarms;
    weeks += other.weeks;
    mostFalseAlarms = Math.max(mostFalseAlarms, Math.max(other.mostFalseAlarms, other.perWeek()));
    leads.addAll(other.leads);
    alerts += other.alerts;
    statements += other.statements;
    held += other.held;
    firstStatements += other.firstStatements;
    firstHeld += other.firstHeld;
    errors.addAll(other.errors);
    nanos += other.nanos;
    evaluations += other.evaluations;
    return this;
  }

  int series() {
    return series;
  }

  double weeks() {
    return weeks;
  }

  /** Series with at least one false alarm. */
  int alarmedSeries() {
    return alarmedSeries;
  }

  int leaks() {
    return leaks;
  }

  int hits() {
    return leads.size();
  }

  int falseAlarms() {
    return falseAlarms;
  }

  /** NaN without any leak. */
  double recall() {
    return (double) hits() / leaks;
  }

  /** Of all alarms, one a leak and one a day outside of leaks, those that were right. */
  double precision() {
    return (double) hits() / (hits() + falseAlarms);
  }

  double f1() {
    return 2 * precision() * recall() / (precision() + recall());
  }

  /** Hours from the alert to the limit, of the leaks that were hit; NaN without any. */
  double lead(double quantile) {
    return quantile(leads, quantile);
  }

  /** The share of all leaks that were told of at least so many hours before. */
  double told(double hours) {
    return (double) leads.stream().filter(lead -> lead >= hours).count() / leaks;
  }

  /** Alerts for each leak that was hit: more than one where it cleared though the leak went on. */
  double alertsPerLeak() {
    return (double) alerts / hits();
  }

  /** False alarms for each week of a series. */
  double perWeek() {
    return falseAlarms / weeks;
  }

  /** The highest rate of false alarms among the scores that were put together here. */
  double mostPerWeek() {
    return mostFalseAlarms;
  }

  /** The share of intervals, told once an hour while an alert fired, that held the truth. */
  double calibration() {
    return (double) held / statements;
  }

  /** The same of the first interval told of each leak. */
  double firstCalibration() {
    return (double) firstHeld / firstStatements;
  }

  /** The error of the likely time left as a share of the true one, when first told; the median. */
  double error() {
    return quantile(errors, 0.5);
  }

  double microsPerEvaluation() {
    return nanos / 1e3 / evaluations;
  }

  private static double quantile(List<Double> values, double quantile) {
    if (values.isEmpty()) {
      return Double.NaN;
    }
    var sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    return sorted.get((int) Math.floor(quantile * (sorted.size() - 1)));
  }
}
