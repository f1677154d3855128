package io.headroom.infra.store;

import io.headroom.core.fleet.Service.ServiceEvent;
import io.headroom.core.fleet.StoppedTask;
import io.headroom.core.incident.IncidentEvent.EvidenceCaptured;
import io.headroom.core.remedy.Evidence;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes evidence small enough to be stored: long texts are cut first, then lists, halved until they
 * fit, the newest kept. What was left out is said in {@code missing}.
 */
final class EvidenceCap {

  /** Characters that a text keeps; reasons of ECS are sentences. */
  private static final int LONGEST_TEXT = 500;

  private EvidenceCap() {}

  /** The event with evidence of which at most so many bytes of JSON are left. */
  static EvidenceCaptured within(int bytes, EvidenceCaptured event) {
    Evidence whole = event.evidence();
    int most =
        Math.max(
            Math.max(whole.stopped().size(), whole.deployments().size()),
            Math.max(whole.events().size(), whole.missing().size()));
    EvidenceCaptured capped = capped(event, most);
    while (EventItems.size(EventJson.body(capped)) > bytes && most > 1) {
      most /= 2;
      capped = capped(event, most);
    }
    return capped;
  }

  private static EvidenceCaptured capped(EvidenceCaptured event, int most) {
    Evidence whole = event.evidence();
    var missing =
        new ArrayList<>(first(most, whole.missing()).stream().map(EvidenceCap::cut).toList());
    missing.add(
        "too large to keep whole: texts cut to %d characters, %d of %d stopped tasks, %d of %d deployments, %d of %d service events kept"
            .formatted(
                LONGEST_TEXT,
                first(most, whole.stopped()).size(),
                whole.stopped().size(),
                first(most, whole.deployments()).size(),
                whole.deployments().size(),
                first(most, whole.events()).size(),
                whole.events().size()));
    return new EvidenceCaptured(
        event.remedy(),
        new Evidence(
            whole.situation(),
            first(most, whole.stopped()).stream().map(EvidenceCap::cut).toList(),
            first(most, whole.deployments()).stream().map(EvidenceCap::cut).toList(),
            first(most, whole.events()).stream()
                .map(said -> new ServiceEvent(said.at(), cut(said.message())))
                .toList(),
            missing));
  }

  private static StoppedTask cut(StoppedTask task) {
    return new StoppedTask(
        task.service(),
        task.id(),
        task.taskDefinition(),
        task.startedAt(),
        task.stoppedAt(),
        task.stopCode(),
        cut(task.stoppedReason()),
        task.exits().stream()
            .map(
                exit -> new StoppedTask.Exit(exit.container(), exit.exitCode(), cut(exit.reason())))
            .toList());
  }

  private static String cut(String text) {
    return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT) + "…";
  }

  private static <T> List<T> first(int most, List<T> list) {
    return list.subList(0, Math.min(most, list.size()));
  }
}
