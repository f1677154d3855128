package io.headroom.e2e.relay;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.util.function.Predicate;

/**
 * Why a container ended, in the answers of DescribeTasks: ECS says that the kernel killed it for
 * its memory, MiniStack does not.
 */
public final class StopReasons implements Station {

  /** What ECS writes. */
  public static final String OUT_OF_MEMORY =
      "OutOfMemoryError: Container killed due to memory usage";

  private final Predicate<String> killed;

  /**
   * @param killed whether a container of the task with this ARN was killed for its memory
   */
  public StopReasons(Predicate<String> killed) {
    this.killed = killed;
  }

  @Override
  public Answer pass(Call call, Next next) throws IOException {
    Answer answer = next.pass(call);
    if (!call.isFor(EcsChanges.ECS) || !call.action().equals("DescribeTasks") || !answer.ok()) {
      return answer;
    }
    JsonObject body = JsonParser.parseString(answer.body().asUtf8String()).getAsJsonObject();
    boolean changed = false;
    for (JsonElement each : body.getAsJsonArray("tasks")) {
      JsonObject task = each.getAsJsonObject();
      if (killed.test(task.get("taskArn").getAsString())) {
        for (JsonElement container : task.getAsJsonArray("containers")) {
          container.getAsJsonObject().addProperty("reason", OUT_OF_MEMORY);
        }
        changed = true;
      }
    }
    return changed ? answer.with(body.toString()) : answer;
  }
}
