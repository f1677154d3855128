package io.headroom.core.port;

import io.headroom.core.fleet.FleetException;
import io.headroom.core.fleet.FleetException.Reason;
import io.headroom.core.fleet.FleetListing;
import io.headroom.core.fleet.FleetReading;
import io.headroom.core.fleet.FleetReading.Unread;
import io.headroom.core.fleet.ScalingRange;
import io.headroom.core.fleet.Scope;
import io.headroom.core.fleet.Service;
import io.headroom.core.fleet.ServiceId;
import io.headroom.core.fleet.StoppedTask;
import io.headroom.core.fleet.StoppedTask.Exit;
import io.headroom.core.fleet.Task;
import io.headroom.core.fleet.TaskDefinition;
import io.headroom.core.remedy.LimitChange;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * A fleet in memory that a test controls: what it asks for begins at once and is done when the test
 * says {@link #complete}. It records every call, fails when told to, and calls back before and
 * after each effect, where a crash may happen.
 */
public final class InMemoryFleet implements Fleet {

  /**
   * One call of the port.
   *
   * @param operation name of the method
   * @param what the service or scope, and the arguments that matter
   */
  public record Call(String operation, String what) {
    @Override
    public String toString() {
      return operation + " " + what;
    }
  }

  private static final List<Exit> STOPPED = List.of(new Exit("app", Optional.of(143), ""));

  private final InstantSource clock;
  private final Map<ServiceId, InMemoryService> services = new TreeMap<>();
  private final Map<ServiceId, ScalingRange> ranges = new HashMap<>();
  private final InMemoryTaskDefinitions definitions = new InMemoryTaskDefinitions();
  private final List<Unread> unread = new ArrayList<>();
  private final List<Call> calls = new ArrayList<>();
  private final List<Call> effects = new ArrayList<>();
  private final Deque<FleetException> failures = new ArrayDeque<>();
  private final Map<Predicate<Call>, FleetException> broken = new LinkedHashMap<>();
  private boolean atOnce;
  private Runnable before = () -> {};
  private Runnable after = () -> {};

  /** An empty fleet; the clock stamps deployments and tasks. */
  public InMemoryFleet(InstantSource clock) {
    this.clock = clock;
  }

  // ---- What a test sets up ----

  /** Adds a service, or replaces it, with all its desired tasks running. */
  public synchronized InMemoryFleet with(Service service) {
    definitions.put(service.taskDefinition());
    services.put(service.id(), new InMemoryService(service, clock.instant()));
    return this;
  }

  /** The service is deleted, with its tasks. */
  public synchronized void remove(ServiceId id) {
    services.remove(id);
  }

  /** Reading the whole fleet will name this as unread, besides the services it has. */
  public synchronized void cannotRead(Unread what) {
    unread.add(what);
  }

  /** Registers a service with Application Auto Scaling. */
  public synchronized void scaled(ServiceId id, ScalingRange range) {
    ranges.put(id, range);
  }

  /** From now on whatever is asked for is done at once. */
  public synchronized void completingAtOnce() {
    atOnce = true;
  }

  /** The roll-out of a service ends well, and all of its tasks run. */
  public synchronized void complete(ServiceId id) {
    required(id).replace(Integer.MAX_VALUE, clock.instant());
  }

  /** So many more of the new tasks run, each in the place of an old one. */
  public synchronized void progress(ServiceId id, int tasks) {
    required(id).replace(tasks, clock.instant());
  }

  /** ECS gives the roll-out up; the old tasks stay. */
  public synchronized void fail(ServiceId id, String reason) {
    required(id).fail(reason, clock.instant());
  }

  /** Somebody else deploys: a restart that is not in the calls. */
  public synchronized void deployedByOthers(ServiceId id) {
    InMemoryService service = required(id);
    service.deploy(service.taskDefinition(), clock.instant());
  }

  /** From now on a task's health checks say so. */
  public synchronized void health(ServiceId id, String task, Task.Health health) {
    required(id).health(task, health);
  }

  /** A task stops by itself, as after an OOM kill; ECS starts another. */
  public synchronized StoppedTask exits(
      ServiceId id, String task, String stopCode, String reason, List<Exit> exits) {
    return required(id)
        .stop(task, stopCode, reason, exits, clock.instant())
        .orElseThrow(() -> new IllegalStateException(id + " has no task " + task));
  }

  /** The next call fails so, whichever it is; several are used up in order. */
  public synchronized void failNext(FleetException exception) {
    failures.add(exception);
  }

  /** From now on every call about a service fails so; reading the whole fleet does not. */
  public synchronized void failAlways(ServiceId id, FleetException exception) {
    failWhen(call -> call.what().split(" ", 2)[0].equals(id.toString()), exception);
  }

  /** From now on every call like that fails so. */
  public synchronized void failWhen(Predicate<Call> like, FleetException exception) {
    broken.put(like, exception);
  }

  /** Nothing fails any more. */
  public synchronized void recovers() {
    broken.clear();
    failures.clear();
  }

  /** Called before each effect: what it throws, the caller sees, and nothing has happened. */
  public synchronized void beforeEffect(Runnable hook) {
    before = hook;
  }

  /** Called after each effect: what it throws, the caller sees, although it has happened. */
  public synchronized void afterEffect(Runnable hook) {
    after = hook;
  }

  // ---- What a test looks at ----

  /** Every call so far, in order, failed ones too. */
  public synchronized List<Call> calls() {
    return List.copyOf(calls);
  }

  /** What was changed, in order: {@code restart shop/cart}. A call in vain is not among them. */
  public synchronized List<String> effects() {
    return effects.stream().map(Call::toString).toList();
  }

  /** A task definition by its ARN. */
  public synchronized TaskDefinition taskDefinition(String arn) {
    return definitions.get(arn);
  }

  // ---- The port ----

  @Override
  public synchronized FleetReading read(Scope scope) {
    return reading(
        new Call("read", scope.toString()),
        () ->
            new FleetReading(
                services.values().stream()
                    .filter(service -> scope.includes(service.id()))
                    .map(InMemoryService::describe)
                    .toList(),
                unreadOf(scope)));
  }

  @Override
  public synchronized FleetListing list(Scope scope) {
    return reading(
        new Call("list", scope.toString()),
        () ->
            new FleetListing(
                services.keySet().stream().filter(scope::includes).toList(), unreadOf(scope)));
  }

  @Override
  public synchronized FleetReading describe(List<ServiceId> wanted) {
    return reading(
        new Call("describe", wanted.toString()),
        () ->
            new FleetReading(
                wanted.stream()
                    .sorted()
                    .flatMap(id -> Optional.ofNullable(services.get(id)).stream())
                    .map(InMemoryService::describe)
                    .toList(),
                List.of()));
  }

  @Override
  public synchronized Optional<Service> service(ServiceId id) {
    return reading(
        new Call("service", id.toString()),
        () -> Optional.ofNullable(services.get(id)).map(InMemoryService::describe));
  }

  @Override
  public synchronized List<Task> tasks(ServiceId id) {
    return reading(new Call("tasks", id.toString()), () -> required(id).tasks());
  }

  @Override
  public synchronized List<StoppedTask> stopped(ServiceId id) {
    return reading(new Call("stopped", id.toString()), () -> required(id).stopped());
  }

  @Override
  public synchronized Optional<ScalingRange> scaling(ServiceId id) {
    return reading(new Call("scaling", id.toString()), () -> Optional.ofNullable(ranges.get(id)));
  }

  @Override
  public synchronized void restart(ServiceId id) {
    effect(
        new Call("restart", id.toString()),
        id,
        service -> service.deploy(service.taskDefinition(), clock.instant()));
  }

  @Override
  public synchronized void stopTask(ServiceId id, String task, String reason) {
    begin(new Call("stopTask", id + " " + task));
    required(id)
        .stop(task, "UserInitiated", reason, STOPPED, clock.instant())
        .ifPresent(stopped -> done(new Call("stopTask", id + " " + task), id));
  }

  @Override
  public synchronized String registerWithLimit(
      String taskDefinition, LimitChange change, String remedy) {
    Call call = new Call("registerWithLimit", taskDefinition + " " + remedy);
    begin(call);
    int known = definitions.size();
    String arn = definitions.register(taskDefinition, change, remedy);
    if (definitions.size() > known) {
      effects.add(call);
      after.run();
    }
    return arn;
  }

  @Override
  public synchronized void deploy(ServiceId id, String taskDefinition) {
    effect(
        new Call("deploy", id + " " + taskDefinition),
        id,
        service -> service.deploy(definitions.get(taskDefinition), clock.instant()));
  }

  @Override
  public synchronized void setDesired(ServiceId id, int desired) {
    effect(
        new Call("setDesired", id + " " + desired),
        id,
        service -> service.setDesired(desired, clock.instant()));
  }

  @Override
  public synchronized void setScaling(ServiceId id, ScalingRange range) {
    effect(
        new Call("setScaling", id + " " + range.minimum() + ".." + range.maximum()),
        id,
        service -> {
          ranges.put(id, range);
          int desired = Math.clamp(service.desired(), range.minimum(), range.maximum());
          service.setDesired(desired, clock.instant());
        });
  }

  private <T> T reading(Call call, Supplier<T> answer) {
    calls.add(call);
    failIfTold(call);
    return answer.get();
  }

  private void effect(Call call, ServiceId id, Consumer<InMemoryService> action) {
    begin(call);
    action.accept(required(id));
    done(call, id);
  }

  private void begin(Call call) {
    before.run();
    calls.add(call);
    failIfTold(call);
  }

  private void done(Call call, ServiceId id) {
    effects.add(call);
    if (atOnce) {
      complete(id);
    }
    after.run();
  }

  private void failIfTold(Call call) {
    broken.forEach(
        (like, exception) -> {
          if (like.test(call)) {
            throw exception;
          }
        });
    FleetException failure = failures.poll();
    if (failure != null) {
      throw failure;
    }
  }

  private InMemoryService required(ServiceId id) {
    InMemoryService service = services.get(id);
    if (service == null) {
      throw new FleetException(Reason.NOT_FOUND, "ServiceNotFoundException: " + id);
    }
    return service;
  }

  private List<Unread> unreadOf(Scope scope) {
    var all = new ArrayList<>(unread);
    for (String cluster : scope.clusters()) {
      boolean known =
          services.keySet().stream().anyMatch(id -> id.cluster().equals(cluster))
              || unread.stream().anyMatch(one -> one.what().equals(cluster));
      if (!known) {
        all.add(new Unread(cluster, Reason.NOT_FOUND, "MISSING"));
      }
    }
    return all;
  }
}
