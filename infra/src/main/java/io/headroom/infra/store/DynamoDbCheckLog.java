package io.headroom.infra.store;

import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import com.google.gson.JsonParseException;
import io.headroom.core.detect.CheckFailure;
import io.headroom.core.detect.CheckReport;
import io.headroom.core.detect.ScopeCheck;
import io.headroom.core.detect.ScopeCheck.Failing;
import io.headroom.core.fleet.Scope;
import io.headroom.core.fleet.Scopes;
import io.headroom.core.port.CheckLog;
import io.headroom.infra.log.Mask;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/**
 * How the last checks of each scope came out, in the table of {@link IncidentTable}. Safe for use
 * by several threads; exceptions of the SDK pass through. Lists too long to be stored are cut,
 * which the report's problems then say.
 */
public final class DynamoDbCheckLog implements CheckLog {

  private static final Logger LOG = LoggerFactory.getLogger(DynamoDbCheckLog.class);

  /** How long an item stays that no check writes to any more: its scope is not configured. */
  static final Duration KEPT = Duration.ofDays(7);

  /** Characters of a failure's detail that are kept. */
  private static final int MOST_DETAIL = 2_000;

  private static final String AT = "at";
  private static final String BODY = "body";
  private static final String SINCE = "failingSince";
  private static final String FAILURE = "failure";

  private final DynamoDbClient client;
  private final String table;

  public DynamoDbCheckLog(DynamoDbClient client, String table) {
    this.client = client;
    this.table = table;
  }

  @Override
  public void save(Scope scope, CheckReport report) {
    write(
        scope,
        report.at(),
        "SET #at = :at, expiresAt = :expiry, body = :outcome REMOVE failingSince, failure",
        body(report));
  }

  @Override
  public void failed(Scope scope, CheckFailure failure) {
    String detail = failure.detail();
    var kept =
        new CheckFailure(
            failure.at(),
            failure.reason(),
            detail.length() <= MOST_DETAIL ? detail : detail.substring(0, MOST_DETAIL) + "…");
    write(
        scope,
        failure.at(),
        "SET #at = :at, expiresAt = :expiry, failure = :outcome,"
            + " failingSince = if_not_exists(failingSince, :at)",
        Json.write(kept));
  }

  /** Unless a check that began later has written already. */
  private void write(Scope scope, Instant at, String update, String outcome) {
    var values =
        Map.of(
            ":at", fromS(Keys.sortable(at)),
            ":expiry", Items.fromNumber(at.plus(KEPT).getEpochSecond()),
            ":outcome", fromS(outcome));
    try {
      client.updateItem(
          request ->
              request
                  .tableName(table)
                  .key(Keys.check(scope))
                  .updateExpression(update)
                  .conditionExpression(Keys.IS_NEW + " OR #at <= :at")
                  .expressionAttributeNames(Map.of("#at", AT))
                  .expressionAttributeValues(values));
    } catch (ConditionalCheckFailedException older) {
      LOG.debug("What came of the check of {} at {} is older than what is kept.", scope, at, older);
    }
  }

  /**
   * {@inheritDoc} What this version cannot read counts as none: the next check replaces it within a
   * minute.
   */
  @Override
  public List<ScopeCheck> last(Scopes scopes) {
    var stored = new HashMap<String, Map<String, AttributeValue>>();
    client
        .queryPaginator(
            request ->
                request
                    .tableName(table)
                    .keyConditionExpression("PK = :pk")
                    .expressionAttributeValues(Map.of(":pk", fromS(Keys.CHECK)))
                    .consistentRead(true))
        .items()
        .forEach(item -> stored.put(Items.text(item, Keys.SK), item));
    return scopes.all().stream()
        .map(
            scope ->
                check(scope, stored.getOrDefault(Items.text(Keys.check(scope), Keys.SK), Map.of())))
        .toList();
  }

  private static ScopeCheck check(Scope scope, Map<String, AttributeValue> item) {
    Optional<Failing> failing =
        read(item, FAILURE, CheckFailure.class)
            .map(latest -> new Failing(Instant.parse(Items.text(item, SINCE)), latest));
    return new ScopeCheck(scope, read(item, BODY, CheckReport.class), failing);
  }

  private static <T> Optional<T> read(
      Map<String, AttributeValue> item, String attribute, Class<T> type) {
    try {
      return Optional.ofNullable(item.get(attribute)).map(text -> Json.read(text.s(), type));
    } catch (JsonParseException newer) {
      LOG.warn("A check was noted by another version that this one cannot read.", newer);
      return Optional.empty();
    }
  }

  private static String body(CheckReport report) {
    String body = Mask.of(Json.write(report));
    int most =
        Stream.of(
                report.withoutData(), report.unread(), report.problems(), report.unknownRunbooks())
            .mapToInt(List::size)
            .max()
            .orElse(0);
    while (EventItems.size(body) > EventItems.MOST_BODY && most > 1) {
      most /= 2;
      body = Mask.of(Json.write(cut(report, most)));
    }
    return body;
  }

  private static CheckReport cut(CheckReport report, int most) {
    String note =
        "The report was too large to keep: of each of its lists the first %d are shown; %d services had no data."
            .formatted(most, report.withoutData().size());
    return new CheckReport(
        report.at(),
        report.services(),
        first(most, report.withoutData()),
        first(most, report.unread()),
        Stream.concat(Stream.of(note), first(most, report.problems()).stream()).toList(),
        report.hottest(),
        first(most, report.unknownRunbooks()),
        report.dataAge(),
        report.queries(),
        report.calls());
  }

  private static <T> List<T> first(int most, List<T> list) {
    return list.subList(0, Math.min(most, list.size()));
  }
}
