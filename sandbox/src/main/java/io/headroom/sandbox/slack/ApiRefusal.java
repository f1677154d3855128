package io.headroom.sandbox.slack;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.headroom.sandbox.slack.rules.Problem;
import java.util.List;

/** A call that Slack answers with {@code "ok": false}. Carries the answer. */
final class ApiRefusal extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String code;
  private final transient JsonObject answer = new JsonObject();

  ApiRefusal(String code) {
    super(code);
    this.code = code;
    answer.addProperty("ok", false);
    answer.addProperty("error", code);
  }

  /** With the list of what is wrong where, as for {@code invalid_blocks}. */
  static ApiRefusal of(String code, List<Problem> problems) {
    ApiRefusal refusal = withMessages(code, problems.stream().map(Problem::toString).toList());
    JsonArray errors = new JsonArray();
    problems.forEach(problem -> errors.add(problem.toString()));
    refusal.answer.add("errors", errors);
    return refusal;
  }

  static ApiRefusal withMessages(String code, List<String> messages) {
    ApiRefusal refusal = new ApiRefusal(code);
    JsonArray texts = new JsonArray();
    messages.forEach(message -> texts.add("[ERROR] " + message));
    JsonObject metadata = new JsonObject();
    metadata.add("messages", texts);
    refusal.answer.add("response_metadata", metadata);
    return refusal;
  }

  static ApiRefusal missingArgument(String name) {
    return withMessages("invalid_arguments", List.of("missing required field: " + name));
  }

  static ApiRefusal missingScope(String needed, String provided) {
    ApiRefusal refusal = new ApiRefusal("missing_scope");
    refusal.answer.addProperty("needed", needed);
    refusal.answer.addProperty("provided", provided);
    return refusal;
  }

  String code() {
    return code;
  }

  JsonObject answer() {
    return answer;
  }
}
