package io.headroom.e2e.relay;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers what the product changed in ECS. */
public final class EcsChanges implements Station {

  static final String ECS = "AmazonEC2ContainerServiceV20141113.";

  private static final Set<String> CHANGES =
      Set.of("UpdateService", "StopTask", "RegisterTaskDefinition");

  private final List<Change> changes = new CopyOnWriteArrayList<>();

  /** A change that ECS accepted. */
  public record Change(String action, JsonObject request) {

    /** Whether a member of the request has this text. */
    public boolean names(String member, String text) {
      return request.has(member) && request.get(member).getAsString().equals(text);
    }
  }

  @Override
  public Answer pass(Call call, Next next) throws IOException {
    Answer answer = next.pass(call);
    if (call.isFor(ECS) && CHANGES.contains(call.action()) && answer.ok()) {
      changes.add(new Change(call.action(), JsonParser.parseString(call.text()).getAsJsonObject()));
    }
    return answer;
  }

  /** The updates of a service so far. */
  public List<Change> updates(String service) {
    return changes.stream()
        .filter(change -> change.action().equals("UpdateService"))
        .filter(change -> change.names("service", service))
        .toList();
  }

  /** The tasks that were stopped so far. */
  public List<Change> stops() {
    return changes.stream().filter(change -> change.action().equals("StopTask")).toList();
  }
}
