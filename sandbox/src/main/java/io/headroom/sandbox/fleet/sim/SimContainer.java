package io.headroom.sandbox.fleet.sim;

import io.headroom.sandbox.fleet.workload.ProcessMemory;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;

/** One container of a task. */
public final class SimContainer {

  private final ContainerDefinition definition;
  private final String arn;
  private final String runtimeId;
  private final boolean main;
  private final double limitMib;
  private final double reservedMib;
  private final MinuteSeries memory = new MinuteSeries();
  private @Nullable ProcessMemory process;
  private @Nullable Integer exitCode;
  private @Nullable String reason;

  SimContainer(
      ContainerDefinition definition,
      String arn,
      String runtimeId,
      boolean main,
      double limitMib,
      double reservedMib) {
    this.definition = definition;
    this.arn = arn;
    this.runtimeId = runtimeId;
    this.main = main;
    this.limitMib = limitMib;
    this.reservedMib = reservedMib;
  }

  void start(ProcessMemory started) {
    this.process = started;
  }

  void exit(int code, @Nullable String why) {
    this.process = null;
    this.exitCode = code;
    this.reason = why;
  }

  public ContainerDefinition definition() {
    return definition;
  }

  public String name() {
    return definition.name();
  }

  public String arn() {
    return arn;
  }

  public String runtimeId() {
    return runtimeId;
  }

  /** Whether this is the container that the workload describes. */
  public boolean main() {
    return main;
  }

  /** Memory at which the kernel kills it, in MiB. */
  public double limitMib() {
    return limitMib;
  }

  /** Memory it reserves, in MiB. */
  public double reservedMib() {
    return reservedMib;
  }

  /** Memory in use, in MiB; 0 when it does not run. */
  public double usedMib() {
    return process == null ? 0 : process.mib();
  }

  /** Its process while it runs. */
  public @Nullable ProcessMemory process() {
    return process;
  }

  /** Its last status: PENDING until its process runs, STOPPED once it ended. */
  public String status(SimTask task) {
    if (process != null) {
      return "RUNNING";
    }
    return exitCode != null || task.stoppedAt() != null ? "STOPPED" : "PENDING";
  }

  /** Exit code once it has ended after running. */
  public @Nullable Integer exitCode() {
    return exitCode;
  }

  /** Why it ended, where ECS says more than the exit code. */
  public @Nullable String reason() {
    return reason;
  }

  /** Memory per minute, in MiB. */
  public MinuteSeries memory() {
    return memory;
  }
}
