package io.headroom.core.app;

import io.headroom.core.fleet.ServiceId;
import io.headroom.core.incident.Incident;
import io.headroom.core.incident.Phase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * In which order a check works on its services, should it run out of time before the last. First
 * those without an incident: an alert that is not there yet is the most urgent, and each one opened
 * is one less to open. Then those in which a remedy is under way. Then the others, from another
 * place each minute, so that none is always the last.
 */
final class Turns {

  /** Steps of this part of a round come, in the long run, equally often to every place. */
  private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;

  private final List<Turn> without = new ArrayList<>();
  private final List<Turn> underWay = new ArrayList<>();
  private final List<Turn> open = new ArrayList<>();

  /** What is to be done for a service. */
  record Turn(ServiceId service, Runnable work) {}

  void add(ServiceId service, Optional<Incident> incident, Runnable work) {
    var turn = new Turn(service, work);
    if (incident.isEmpty()) {
      without.add(turn);
    } else if (incident.get().phase() == Phase.OPEN) {
      open.add(turn);
    } else {
      underWay.add(turn);
    }
  }

  List<Turn> inOrder(Instant now) {
    var order = new ArrayList<Turn>(without.size() + underWay.size() + open.size());
    order.addAll(without);
    order.addAll(underWay);
    double round = Math.floorDiv(now.getEpochSecond(), 60L) * GOLDEN;
    Collections.rotate(open, -(int) ((round - Math.floor(round)) * open.size()));
    order.addAll(open);
    return order;
  }
}
