package io.headroom.infra.store;

import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import com.google.gson.JsonParseException;
import io.headroom.core.detect.CheckReport;
import io.headroom.core.port.CheckLog;
import io.headroom.infra.log.Mask;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/**
 * The report of the last check in the table of {@link IncidentTable}. Safe for use by several
 * threads; exceptions of the SDK pass through. Lists too long to be stored are cut, which the
 * report's problems then say.
 */
public final class DynamoDbCheckLog implements CheckLog {

  private static final Logger LOG = LoggerFactory.getLogger(DynamoDbCheckLog.class);

  private static final String AT = "at";
  private static final String BODY = "body";

  private final DynamoDbClient client;
  private final String table;

  public DynamoDbCheckLog(DynamoDbClient client, String table) {
    this.client = client;
    this.table = table;
  }

  @Override
  public void save(CheckReport report) {
    var values = Map.of(":at", fromS(Keys.sortable(report.at())), ":body", fromS(body(report)));
    try {
      client.updateItem(
          request ->
              request
                  .tableName(table)
                  .key(Keys.lastCheck())
                  .updateExpression("SET #at = :at, #body = :body")
                  .conditionExpression(Keys.IS_NEW + " OR #at <= :at")
                  .expressionAttributeNames(Map.of("#at", AT, "#body", BODY))
                  .expressionAttributeValues(values));
    } catch (ConditionalCheckFailedException older) {
      LOG.debug("The report of {} is older than the one that is kept.", report.at(), older);
    }
  }

  /**
   * {@inheritDoc} One that this version cannot read counts as none: the next check replaces it
   * within a minute.
   */
  @Override
  public Optional<CheckReport> last() {
    var stored =
        client.getItem(
            request -> request.tableName(table).key(Keys.lastCheck()).consistentRead(true));
    try {
      return Optional.ofNullable(stored.item().get(BODY))
          .map(body -> Json.read(body.s(), CheckReport.class));
    } catch (JsonParseException newer) {
      LOG.warn("The last report was written by another version that this one cannot read.", newer);
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
        first(most, report.notEvaluated()),
        first(most, report.unknownRunbooks()),
        report.dataAge(),
        report.queries(),
        report.calls());
  }

  private static <T> List<T> first(int most, List<T> list) {
    return list.subList(0, Math.min(most, list.size()));
  }
}
