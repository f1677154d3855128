package io.headroom.bot;

import com.google.gson.JsonObject;

/**
 * What goes back through a Lambda function URL.
 *
 * @param status of HTTP
 * @param body text; may be empty
 */
record UrlAnswer(int status, String contentType, String body) {

  /** In the form that function URLs take. */
  String json() {
    var headers = new JsonObject();
    headers.addProperty("Content-Type", contentType);
    var answer = new JsonObject();
    answer.addProperty("statusCode", status);
    answer.add("headers", headers);
    answer.addProperty("body", body);
    answer.addProperty("isBase64Encoded", false);
    return answer.toString();
  }
}
