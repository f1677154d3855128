package io.headroom.bench;

import io.headroom.core.fleet.Place;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;

/** What the template and Lambda set for a function. */
public final class LambdaEnvironment {

  /** Name of the table. */
  public static final String TABLE = "headroom";

  /** Where threads open. */
  public static final String CHANNEL = "C0ALERTS";

  private LambdaEnvironment() {}

  /**
   * The variables of a function, to add to.
   *
   * @param function its name in the template
   * @param megabytes its {@code MemorySize}
   * @param aws where every service of AWS is
   */
  public static Map<String, String> of(String function, int megabytes, Place place, URI aws) {
    var environment = new HashMap<String, String>();
    environment.put("PATH", System.getenv("PATH"));
    environment.put("LANG", "en_US.UTF-8");
    environment.put("TZ", ":UTC");
    environment.put("AWS_LAMBDA_FUNCTION_NAME", "headroom-" + function);
    environment.put("AWS_LAMBDA_FUNCTION_VERSION", "1");
    environment.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", Integer.toString(megabytes));
    environment.put("AWS_LAMBDA_LOG_GROUP_NAME", "/headroom");
    environment.put("AWS_LAMBDA_LOG_STREAM_NAME", "bench");
    environment.put("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand");
    environment.put("AWS_REGION", place.region());
    environment.put("AWS_DEFAULT_REGION", place.region());
    environment.put("AWS_ACCESS_KEY_ID", "local");
    environment.put("AWS_SECRET_ACCESS_KEY", "local");
    environment.put("AWS_SESSION_TOKEN", "local");
    environment.put("AWS_ENDPOINT_URL", aws.toString());
    environment.put("TABLE_NAME", TABLE);
    environment.put("SLACK_SECRET", "headroom/slack");
    environment.put("CHANNEL", CHANNEL);
    environment.put("PLACE", place.toString());
    environment.put("CLUSTERS", "*");
    environment.put("RESPONDERS", "");
    environment.put("REMEDIES", "on");
    environment.put("SLACK_API_URL", "");
    return environment;
  }
}
