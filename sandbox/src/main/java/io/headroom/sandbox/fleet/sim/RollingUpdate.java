package io.headroom.sandbox.fleet.sim;

/**
 * The arithmetic of the ECS rolling update, as the API reference of {@code DeploymentConfiguration}
 * states it: the minimum healthy percent of the desired count rounds up, the maximum percent rounds
 * down.
 *
 * @param desired tasks the service should run, at least 0
 * @param minimumHealthyPercent share of them that stays healthy
 * @param maximumPercent share of them that may run or start
 */
public record RollingUpdate(int desired, int minimumHealthyPercent, int maximumPercent) {

  /**
   * The tasks of one side of a deployment.
   *
   * @param live tasks that run or start and are not told to stop
   * @param healthy those of them that count as healthy
   */
  public record Side(int live, int healthy) {}

  /**
   * What the scheduler does next.
   *
   * @param start new tasks to start
   * @param stopOld tasks of older deployments to stop
   * @param stopNew tasks of the primary deployment to stop, after a scale-in
   */
  public record Step(int start, int stopOld, int stopNew) {}

  /** Tasks that must stay healthy while a deployment runs. */
  public int minimumHealthy() {
    return Math.ceilDiv(desired * minimumHealthyPercent, 100);
  }

  /** Tasks that may run or start at the same time. */
  public int maximum() {
    return Math.floorDiv(desired * maximumPercent, 100);
  }

  /**
   * The next step. New tasks start as far as the maximum allows. Old tasks stop as new ones become
   * healthy; where the maximum leaves no room for the rest of the new ones, old ones stop before
   * that, down to the minimum.
   */
  public Step next(Side primary, Side old) {
    int missing = Math.max(0, desired - primary.live());
    int room = Math.max(0, Math.max(maximum(), desired) - primary.live() - old.live());
    int ceiling = Math.max(0, maximum() - primary.live() - old.live());
    int start = Math.min(missing, old.live() == 0 ? room : ceiling);
    boolean shortOfRoom = missing > start;
    int needed = shortOfRoom ? minimumHealthy() : desired;
    int keep = Math.max(0, needed - primary.healthy());
    int oldUnhealthy = old.live() - old.healthy();
    int stopOld = Math.max(0, old.live() - keep);
    if (shortOfRoom) {
      // An unhealthy old task holds nothing up, so it goes first; the rest keeps the minimum.
      stopOld = Math.min(old.live(), oldUnhealthy + Math.max(0, old.healthy() - keep));
      stopOld = Math.min(stopOld, missing - start);
    }
    int stopNew = Math.max(0, primary.live() - desired);
    return new Step(start, stopOld, stopNew);
  }
}
