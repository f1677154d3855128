package io.headroom.bench.detector;

import java.util.ArrayList;
import java.util.List;

/**
 * Draws the benchmark's series. The same seed, class and number give the same series, whatever else
 * is drawn.
 */
final class Generator {

  private final long seed;

  Generator(long seed) {
    this.seed = seed;
  }

  /** So many services of a class; a service of several tasks has a series for each. */
  List<Series> draw(SeriesClass kind, int services) {
    var all = new ArrayList<Series>();
    for (int number = 1; number <= services; number++) {
      all.addAll(service(kind, number));
    }
    return all;
  }

  /** One service; its numbers begin with 1. */
  List<Series> service(SeriesClass kind, int number) {
    Draw draw = Draw.of(seed, kind, number);
    String name = kind.label() + "-" + number;
    return switch (kind) {
      case LINEAR -> List.of(new Leaking(kind, name, draw).linear());
      case SLOW -> List.of(new Leaking(kind, name, draw).slow());
      case RISING_FLOOR -> List.of(new Leaking(kind, name, draw).risingFloor());
      case WITH_TRAFFIC -> List.of(new Leaking(kind, name, draw).withTraffic());
      case UNDER_DAILY_CYCLE -> List.of(new Leaking(kind, name, draw).underDailyCycle());
      case AFTER_DEPLOY -> List.of(new Leaking(kind, name, draw).afterDeploy());
      case STAIRCASE -> List.of(new Leaking(kind, name, draw).staircase());
      case OOM_LOOP -> List.of(new Leaking(kind, name, draw).oomLoop());
      case ONE_TASK_OF_MANY -> new Leaking(kind, name, draw).oneTaskOfMany();
      case STABLE -> List.of(new Healthy(kind, name, draw).stable());
      case STABLE_HIGH -> List.of(new Healthy(kind, name, draw).stableHigh());
      case GC_SAWTOOTH -> List.of(new Healthy(kind, name, draw).sawtooth());
      case DAILY -> List.of(new Healthy(kind, name, draw).daily());
      case WEEKLY_RAMP -> List.of(new Healthy(kind, name, draw).weeklyRamp());
      case BATCH -> List.of(new Healthy(kind, name, draw).batch());
      case RANDOM_WALK -> List.of(new Healthy(kind, name, draw).randomWalk());
      case ORGANIC_GROWTH -> List.of(new Healthy(kind, name, draw).organicGrowth());
      case MISSING_DATA -> List.of(new Healthy(kind, name, draw).missingData());
      case AUTOSCALING -> new Healthy(kind, name, draw).autoscaling();
      case CACHE_PLATEAU -> List.of(new Started(kind, name, draw).cachePlateau());
      case JVM_HEAP -> List.of(new Started(kind, name, draw).jvmHeap());
      case WARM_UP -> List.of(new Started(kind, name, draw).warmUp());
      case PLANNED_RESTARTS -> List.of(new Started(kind, name, draw).plannedRestarts());
      case STEP_AFTER_DEPLOY -> List.of(new Started(kind, name, draw).stepAfterDeploy());
      case HOURLY_DEPLOYS -> List.of(new Started(kind, name, draw).hourlyDeploys());
      case DIFFERENT_AGES -> new Started(kind, name, draw).differentAges();
    };
  }
}
