package io.headroom.core.watch;

import io.headroom.core.series.MemorySeries;
import io.headroom.core.series.RateSeries;
import java.util.List;
import java.util.Optional;

/**
 * What came for a service besides its memory, and from where all of it came.
 *
 * @param source of the memory of the service as a whole
 * @param perTask source of its tasks one by one, asked for or not; empty where there is none
 * @param heap used of the heap's own limit
 * @param swap used of the swap that may be used
 * @param gc garbage collections a second
 * @param applications for each metric of the application that is read, what it is and its name
 * @param missing what would be worth having and is not there
 */
public record Published(
    Source source,
    Optional<Source> perTask,
    List<MemorySeries> heap,
    List<MemorySeries> swap,
    List<RateSeries> gc,
    List<String> applications,
    List<String> missing) {

  /** Of a service whose application tells nothing. */
  public static final Published NOTHING =
      new Published(
          Source.UTILIZATION,
          Optional.empty(),
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          List.of());

  public Published {
    heap = List.copyOf(heap);
    swap = List.copyOf(swap);
    gc = List.copyOf(gc);
    applications = List.copyOf(applications);
    missing = List.copyOf(missing);
  }
}
