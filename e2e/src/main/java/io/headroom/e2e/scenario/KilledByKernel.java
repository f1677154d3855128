package io.headroom.e2e.scenario;

import io.headroom.core.incident.Incident;
import io.headroom.core.incident.IncidentEvent.OomKilled;
import io.headroom.e2e.LeakyService.Container;
import io.headroom.e2e.LeakyService.Shape;
import io.headroom.e2e.Scenario;
import io.headroom.e2e.Stage;
import io.headroom.e2e.stack.Await;
import java.time.Duration;
import java.util.List;

/** A process runs into its limit and the kernel kills it; ECS starts another. */
final class KilledByKernel implements Scenario {

  private static final int PER_MINUTE = 6000;
  private static final Duration TO_TELL = Duration.ofMinutes(2);
  private static final Duration TO_REPLACE = Duration.ofMinutes(1);

  @Override
  public String shows() {
    return "a kill by the kernel at the limit: thread with the killed container";
  }

  @Override
  public Shape shape() {
    return Shape.onInstances("images", 2);
  }

  @Override
  public void play(Stage stage) {
    List<Container> before = Leaks.running(stage);
    Container doomed = before.getFirst();
    stage.say("runs into its limit: " + doomed.shortId());
    stage.service().leak(doomed, 1, PER_MINUTE);
    stage.opened();
    // A check in the same minute may have seen it near its limit, and opened the incident before.
    OomKilled kill =
        Await.value(
            "the kill in the incident",
            TO_TELL,
            () -> kills(stage.incident()).stream().findFirst());
    Stage.check(doomed.taskArn().endsWith(kill.kill().task()), "killed: " + kill);
    Stage.check(kill.kill().exitCode() == 137, "exit code " + kill.kill().exitCode());
    Await.until(
        "ECS to replace the killed container",
        TO_REPLACE,
        () -> stage.service().containers().size() == before.size());
    List<Container> after = stage.service().containers();
    stage.show("after", after);
    Stage.check(!after.contains(doomed) && after.contains(before.get(1)), "replaced: " + after);
    Incident incident = stage.resolved();
    Stage.check(kills(incident).size() == 1, "one kill became " + kills(incident));
    List<String> replies = stage.channel().replies(incident.id());
    Stage.check(
        replies.stream()
            .anyMatch(
                reply ->
                    reply.contains("Out of memory")
                        && reply.contains("was killed at its limit of 128 MiB")
                        && reply.contains(doomed.taskArn().replaceAll(".*/", "").substring(0, 8))),
        "no reply names the kill and its task: " + replies);
    stage.checkThread(incident);
  }

  private static List<OomKilled> kills(Incident incident) {
    return incident.events().stream()
        .filter(recorded -> recorded.event() instanceof OomKilled)
        .map(recorded -> (OomKilled) recorded.event())
        .toList();
  }
}
