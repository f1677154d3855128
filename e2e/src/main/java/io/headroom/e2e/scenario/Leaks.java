package io.headroom.e2e.scenario;

import io.headroom.e2e.LeakyService.Container;
import io.headroom.e2e.Stage;
import java.util.List;

/** What several scenarios begin and end with. */
final class Leaks {

  /** Of 128 MiB: above the 80% of the runbooks with what Python itself needs, then slowly on. */
  static final int LEAKED_MIB = 100;

  /** Slow enough that nothing is killed before somebody looks. */
  static final int PER_MINUTE = 1;

  private Leaks() {}

  /** Waits for the service's containers and has all of them leak. */
  static List<Container> begin(Stage stage) {
    List<Container> containers = running(stage);
    containers.forEach(container -> stage.service().leak(container, LEAKED_MIB, PER_MINUTE));
    return containers;
  }

  /** Waits for the service's containers, as many as it was created with. */
  static List<Container> running(Stage stage) {
    List<Container> containers =
        stage
            .service()
            .awaitContainers(stage.service().shape().tasks(), stage.service().shape().limitMib());
    stage.show("before", containers);
    return containers;
  }

  /** Checks that every container is another one than before. */
  static void checkAllNew(Stage stage, List<Container> before) {
    List<Container> after = stage.service().containers();
    stage.show("after", after);
    Stage.check(after.size() == before.size(), "%d containers".formatted(after.size()));
    Stage.check(
        after.stream().noneMatch(before::contains), "a container is left that leaked: " + after);
  }
}
