package io.headroom.bench.detector;

/** The leak detector and the usage rules: fires while either does. */
final class Both implements Watch {

  private final Watch leak;
  private final Watch usage;

  Both(double limit) {
    leak = new LeakWatch(limit);
    usage = new UsageWatch(limit);
  }

  @Override
  public void started(int minute) {
    leak.started(minute);
    usage.started(minute);
  }

  @Override
  public Signal see(int minute, double bytes) {
    Signal trend = leak.see(minute, bytes);
    Signal level = usage.see(minute, bytes);
    return trend.firing() ? trend : level;
  }
}
