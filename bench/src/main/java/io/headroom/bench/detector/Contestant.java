package io.headroom.bench.detector;

/** Who watches: Headroom's own first, then the usual rules. */
enum Contestant {
  BOTH("leak detector and usage rules"),
  BOTH_USAGE_TRUE("the same, usage alerts never taken for false"),
  LEAK("leak detector alone"),
  USAGE("usage rules alone"),
  GROWTH("growth rules as shipped"),
  SEED_AS_WRITTEN("seed rule as written"),
  SEED_AS_MEANT("seed rule as meant"),
  STATIC_80("static 80 %"),
  STATIC_90("static 90 %"),
  PREDICT_1H_4H("predict_linear 1h→4h"),
  PREDICT_6H_4H("predict_linear 6h→4h"),
  PREDICT_6H_24H("predict_linear 6h→24h"),
  MANN_KENDALL("Mann-Kendall 24 h"),
  MANN_KENDALL_SEN("Mann-Kendall + Sen 7 d");

  private static final int HOUR = 60;

  private final String title;

  Contestant(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }

  /** Whether it is Headroom's. */
  boolean ours() {
    return compareTo(GROWTH) <= 0;
  }

  /** Whether it says what {@link #LEAK} and {@link #USAGE} say, and watches nothing itself. */
  boolean composed() {
    return this == BOTH || this == BOTH_USAGE_TRUE;
  }

  /**
   * A watch that has seen nothing yet, of a series with this limit in bytes; of one that is not
   * composed.
   */
  Watch watch(double limit) {
    return switch (this) {
      case BOTH, BOTH_USAGE_TRUE ->
          throw new IllegalArgumentException(
              this + " is what the leak detector and the usage rules say");
      case LEAK -> new LeakWatch(limit);
      case USAGE -> new UsageWatch(limit);
      case GROWTH -> new GrowthWatch(limit);
      case SEED_AS_WRITTEN -> Thresholds.seedAsWritten();
      case SEED_AS_MEANT -> Thresholds.seedAsMeant();
      case STATIC_80 -> Thresholds.above(limit, 0.80);
      case STATIC_90 -> Thresholds.above(limit, 0.90);
      case PREDICT_1H_4H -> Trends.predictLinear(limit, HOUR, 4 * HOUR);
      case PREDICT_6H_4H -> Trends.predictLinear(limit, 6 * HOUR, 4 * HOUR);
      case PREDICT_6H_24H -> Trends.predictLinear(limit, 6 * HOUR, 24 * HOUR);
      case MANN_KENDALL -> Trends.mannKendall();
      case MANN_KENDALL_SEN -> Trends.mannKendallAndSen(limit);
    };
  }
}
