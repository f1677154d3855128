package io.headroom.core.app;

import io.headroom.core.fleet.Service;
import io.headroom.core.fleet.ServiceId;
import io.headroom.core.fleet.Tags;
import io.headroom.core.port.SampleServices;
import io.headroom.core.series.Bytes;
import io.headroom.core.series.MemorySeries;
import io.headroom.core.series.Sample;
import io.headroom.core.series.Subject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/**
 * A thousand services in ten clusters, four of them with metrics per task, and the memory of each
 * at every minute. Each has two to five tasks. Thirty are scaled to nothing, ten stand just below a
 * threshold all day. Forty go above their threshold for an hour, by a jump or a climb; twenty grow
 * for two hours and a half, far below it; twenty leak from before or within the day until somebody
 * restarts them.
 */
final class DayCourse {

  static final int SERVICES = 1_000;
  static final int CLUSTERS = 10;
  static final Bytes LIMIT = Bytes.mib(1024);

  private static final int PER_TASK = 4;
  private static final int IDLE = 30;
  private static final int HIGH = 10;
  private static final int GROWS_FOR = 150;
  private static final int EARLIEST_LEAK = 8 * 60;

  private final Random random = new Random(20261121);
  private final long first;
  private final int minutes;
  private final Map<ServiceId, Service> services = new TreeMap<>();
  private final Map<ServiceId, Integer> number = new HashMap<>();
  private final Map<ServiceId, Double> base = new HashMap<>();
  private final Map<ServiceId, Trouble> trouble = new TreeMap<>();
  private final Map<ServiceId, Long> restartedAt = new HashMap<>();

  /**
   * Something that a rule is for.
   *
   * @param from its first minute
   * @param climb minutes in which memory climbs to its height; 0 for a jump
   * @param height what is added at the most, as a share of the limit
   * @param stays minutes that it stays there
   */
  private record Trouble(long from, int climb, double height, int stays) {
    double at(long minute) {
      long into = minute - from;
      if (into < 0 || into >= climb + stays) {
        return 0;
      }
      return into >= climb ? height : height * into / climb;
    }
  }

  /**
   * @param start of the day
   * @param minutes that are watched of it
   * @param share of the troubles of a whole day that fall into them
   */
  DayCourse(Instant start, int minutes, double share) {
    this.first = minute(start);
    this.minutes = minutes;
    int usage = (int) (40 * share);
    int growth = (int) (20 * share);
    int leaks = (int) (20 * share);
    for (int i = 0; i < SERVICES; i++) {
      int troubled = i - IDLE - HIGH;
      boolean grows = troubled >= usage && troubled < usage + growth;
      boolean leaksAway = troubled >= usage + growth && troubled < usage + growth + leaks;
      ServiceId id = add(i, grows);
      double level = i >= IDLE && troubled < 0 ? 0.765 : 0.15 + 0.45 * random.nextDouble();
      base.put(id, grows || leaksAway ? 0.15 + level / 4 : level);
      if (troubled >= 0 && troubled < usage) {
        int climb = i % 2 == 0 ? 0 : 10 + random.nextInt(110);
        double height = 0.84 + 0.12 * random.nextDouble() - level;
        trouble.put(id, new Trouble(within(300), climb, height, 60));
      } else if (grows) {
        double aMinute = 0.0009 + 0.0006 * random.nextDouble();
        trouble.put(id, new Trouble(within(300), GROWS_FOR, aMinute * GROWS_FOR, 0));
      } else if (leaksAway) {
        long from = first - EARLIEST_LEAK + random.nextInt(minutes * 3 / 4);
        int climb = 40 * 60;
        double anHour = 0.015 + 0.015 * random.nextDouble();
        trouble.put(id, new Trouble(from, climb, anHour * climb / 60, 0));
      }
    }
  }

  /** A minute of the day that leaves some before the end. */
  private long within(int left) {
    return first + 60 + random.nextInt(minutes - left);
  }

  private ServiceId add(int i, boolean python) {
    int cluster = i % CLUSTERS;
    Service plain =
        SampleServices.fargate(
            "cluster-" + cluster, "service-%03d".formatted(i), i < IDLE ? 0 : 2 + i % 4, LIMIT);
    var service =
        new Service(
            plain.id(),
            plain.desired(),
            plain.desired(),
            0,
            plain.taskDefinition(),
            List.of(),
            plain.controller(),
            cluster < PER_TASK ? Service.Insights.ENHANCED : Service.Insights.OFF,
            python ? Map.of(Tags.RUNBOOK, "python-service") : Map.of(),
            List.of());
    services.put(service.id(), service);
    number.put(service.id(), i);
    return service.id();
  }

  Map<ServiceId, Service> services() {
    return services;
  }

  Set<ServiceId> troubled() {
    return trouble.keySet();
  }

  /** Somebody restarted a service: what it had too much is gone. */
  void restarted(ServiceId id, Instant at) {
    restartedAt.putIfAbsent(id, minute(at));
  }

  double bytes(ServiceId id, long minute) {
    double wave = 0.01 * Math.sin(minute / 17.0 + number.getOrDefault(id, 0));
    double level = base.getOrDefault(id, 0.4) + wave;
    Trouble its = trouble.get(id);
    boolean over = minute >= restartedAt.getOrDefault(id, Long.MAX_VALUE);
    return (its == null || over ? level : level + its.at(minute)) * LIMIT.value();
  }

  /** What CloudWatch has of it before a moment; of a task a little less than of the hottest. */
  MemorySeries series(ServiceId id, Subject subject, Instant from, Instant before) {
    var samples = new ArrayList<Sample>();
    double share = subject.equals(Subject.SERVICE) ? 1 : 0.95;
    for (long minute = minute(from); minute < minute(before); minute++) {
      samples.add(new Sample(Instant.ofEpochSecond(minute * 60), share * bytes(id, minute)));
    }
    return new MemorySeries(subject, LIMIT, samples);
  }

  static long minute(Instant at) {
    return Math.floorDiv(at.getEpochSecond(), 60L);
  }
}
