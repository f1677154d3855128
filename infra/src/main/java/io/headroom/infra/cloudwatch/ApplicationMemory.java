package io.headroom.infra.cloudwatch;

import io.headroom.core.fleet.Service;
import io.headroom.core.series.Bytes;
import io.headroom.core.series.MemorySeries;
import io.headroom.core.series.Sample;
import io.headroom.core.series.Subject;
import io.headroom.infra.cloudwatch.ApplicationMetrics.Found;
import io.headroom.infra.cloudwatch.ApplicationMetrics.Selection;
import io.headroom.infra.cloudwatch.KnownMetric.Role;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * One service's memory as its application says, or an agent beside it, for where ECS says nothing
 * of it: of the hottest task, and of those tasks that dimensions tell apart. The limits are those
 * of the task definition.
 */
final class ApplicationMemory {

  private final Service service;
  private final Selection selection;
  private final UpDown upDown;
  private final PublishedValues values = new PublishedValues();

  ApplicationMemory(Service service, Selection selection, UpDown upDown) {
    this.service = service;
    this.selection = selection;
    this.upDown = upDown;
  }

  List<Query> queries() {
    var all = new LinkedHashSet<>(chosen());
    selection.ofTasks().values().forEach(all::addAll);
    return all.stream()
        .<Query>map(
            found ->
                new ApplicationQuery(service, Role.MEMORY_USED, found, ApplicationQuery.MAXIMUM))
        .toList();
  }

  void take(ApplicationQuery query, Answer answer, Problems problems) {
    values.put(query.found(), answer.values(problems));
  }

  /** Whether CloudWatch answered, if only that there is nothing. */
  boolean answered() {
    return chosen().isEmpty() || values.answered(chosen());
  }

  /** Whether something was found and nothing came of it. */
  boolean silent() {
    return !chosen().isEmpty() && !values.any(chosen());
  }

  /** The service as a whole, if something came that is its memory. */
  Optional<MemorySeries> whole() {
    SortedMap<Instant, Double> worst = values.worst(chosen());
    return worst.isEmpty() || upDown.asChanges(chosen(), worst)
        ? Optional.empty()
        : Optional.of(series(Subject.SERVICE, worst));
  }

  /** Whether its tasks can be asked for one by one. */
  boolean tellsTasks() {
    return selection.tellsTasks();
  }

  /** Those of its tasks that something came of. */
  List<MemorySeries> tasks() {
    var tasks = new ArrayList<MemorySeries>();
    selection
        .ofTasks()
        .forEach(
            (task, found) -> {
              SortedMap<Instant, Double> sum = values.worst(found);
              if (!sum.isEmpty()) {
                tasks.add(series(Subject.task(task), sum));
              }
            });
    return tasks;
  }

  /** What it is read from. */
  Optional<String> words() {
    return chosen().stream().findFirst().map(ApplicationReading::words);
  }

  List<String> missing() {
    var missing = new ArrayList<>(selection.missing());
    if (upDown.asChanges(chosen(), values.worst(chosen()))) {
      missing.add(UpDown.advice(chosen().getFirst()));
    }
    return missing;
  }

  private List<Found> chosen() {
    return selection.chosen().getOrDefault(Role.MEMORY_USED, List.of());
  }

  private MemorySeries series(Subject subject, SortedMap<Instant, Double> bytes) {
    Bytes limit = service.limit();
    return new MemorySeries(
        subject,
        limit,
        bytes.entrySet().stream()
            .map(entry -> new Sample(entry.getKey(), entry.getValue()))
            .toList());
  }
}
