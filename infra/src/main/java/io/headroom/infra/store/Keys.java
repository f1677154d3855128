package io.headroom.infra.store;

import io.headroom.core.fleet.Scope;
import io.headroom.core.fleet.ServiceId;
import io.headroom.core.incident.IncidentId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Where each kind of item stands in the table.
 *
 * <table>
 * <caption>Items</caption>
 * <tr><th>PK</th><th>SK</th><th>what</th></tr>
 * <tr><td>INC#id</td><td>EV#000001</td><td>an event</td></tr>
 * <tr><td>INC#id</td><td>HEAD</td><td>how many events there are</td></tr>
 * <tr><td>INC#id</td><td>THREAD</td><td>its thread in Slack</td></tr>
 * <tr><td>OPEN</td><td>SVC#arn</td><td>the one open incident of a service</td></tr>
 * <tr><td>RESOLVED</td><td>instant#id</td><td>a resolved incident</td></tr>
 * <tr><td>CHECK</td><td>SCOPE#scope</td><td>how the last checks of a scope came out</td></tr>
 * <tr><td>SVC#arn</td><td>HISTORY</td><td>the memory of a service in its last days</td></tr>
 * <tr><td>NOTE#name</td><td>SVC#arn</td><td>how a service of that name is watched</td></tr>
 * </table>
 */
final class Keys {

  static final String PK = "PK";
  static final String SK = "SK";

  /** Seconds since 1970 after which DynamoDB may delete an item; open incidents have none. */
  static final String EXPIRES_AT = "expiresAt";

  /** Condition of a write that must not replace an item. */
  static final String IS_NEW = "attribute_not_exists(" + PK + ")";

  /** Condition of a write that must not make an item. */
  static final String EXISTS = "attribute_exists(" + PK + ")";

  static final String OPEN = "OPEN";
  static final String RESOLVED = "RESOLVED";
  static final String HEAD = "HEAD";
  static final String THREAD = "THREAD";
  static final String HISTORY = "HISTORY";
  static final String EVENT_PREFIX = "EV#";

  /** Partition of how checks came out. */
  static final String CHECK = "CHECK";

  private static final String INCIDENT_PREFIX = "INC#";
  private static final String SERVICE_PREFIX = "SVC#";
  private static final String SCOPE_PREFIX = "SCOPE#";
  private static final String NOTE_PREFIX = "NOTE#";

  /** Characters. "The maximum length of a sort key value is 1024 bytes". */
  private static final int LONGEST_SCOPE = 1_000;

  /** Nine digits always, so that the order of the text is the order of time. */
  private static final DateTimeFormatter SORTABLE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSSSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private Keys() {}

  static String incident(IncidentId id) {
    return INCIDENT_PREFIX + id.value();
  }

  static boolean isIncident(String pk) {
    return pk.startsWith(INCIDENT_PREFIX);
  }

  static IncidentId incidentOf(String pk) {
    return new IncidentId(pk.substring(INCIDENT_PREFIX.length()));
  }

  static String event(int number) {
    return String.format(Locale.ROOT, "%s%06d", EVENT_PREFIX, number);
  }

  static boolean isEvent(String sk) {
    return sk.startsWith(EVENT_PREFIX);
  }

  static int eventOf(String sk) {
    return Integer.parseInt(sk.substring(EVENT_PREFIX.length()));
  }

  static Map<String, AttributeValue> head(IncidentId id) {
    return of(incident(id), HEAD);
  }

  static Map<String, AttributeValue> thread(IncidentId id) {
    return of(incident(id), THREAD);
  }

  static Map<String, AttributeValue> event(IncidentId id, int number) {
    return of(incident(id), event(number));
  }

  static Map<String, AttributeValue> open(ServiceId service) {
    return of(OPEN, SERVICE_PREFIX + service.arn());
  }

  static ServiceId serviceOf(String sk) {
    return ServiceId.ofArn(sk.substring(SERVICE_PREFIX.length()));
  }

  static Map<String, AttributeValue> resolved(Instant at, IncidentId id) {
    return of(RESOLVED, sortable(at) + "#" + id.value());
  }

  /** Readable, unless it names more clusters than a key of DynamoDB holds. */
  static Map<String, AttributeValue> check(Scope scope) {
    String text = scope.toString();
    return of(
        CHECK,
        SCOPE_PREFIX + (text.length() <= LONGEST_SCOPE ? text : scope.place() + "#" + hash(text)));
  }

  static Map<String, AttributeValue> history(ServiceId service) {
    return of(SERVICE_PREFIX + service.arn(), HISTORY);
  }

  static Map<String, AttributeValue> note(ServiceId service) {
    return of(notes(service.name()), SERVICE_PREFIX + service.arn());
  }

  /** Partition of how the services of a name are watched. */
  static String notes(String name) {
    return NOTE_PREFIX + name;
  }

  /** The key of an item. */
  static Map<String, AttributeValue> ofItem(Map<String, AttributeValue> item) {
    return of(Items.text(item, PK), Items.text(item, SK));
  }

  private static String hash(String text) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new LinkageError("every JDK has SHA-256", e);
    }
  }

  static String sortable(Instant at) {
    return SORTABLE.format(at);
  }

  private static Map<String, AttributeValue> of(String pk, String sk) {
    return Map.of(PK, AttributeValue.fromS(pk), SK, AttributeValue.fromS(sk));
  }
}
