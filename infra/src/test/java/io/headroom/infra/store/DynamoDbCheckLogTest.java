package io.headroom.infra.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.core.detect.CheckFailure;
import io.headroom.core.detect.CheckReport;
import io.headroom.core.detect.ScopeCheck;
import io.headroom.core.fleet.Scope;
import io.headroom.core.fleet.Scopes;
import io.headroom.core.fleet.ServiceId;
import io.headroom.core.incident.IncidentExamples;
import io.headroom.core.port.CheckLog;
import io.headroom.core.port.CheckLogContract;
import io.headroom.core.port.SampleServices;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class DynamoDbCheckLogTest extends CheckLogContract {

  private final String table = LocalTables.create();
  private final CheckLog log = new DynamoDbCheckLog(LocalTables.client(), table);

  @Override
  protected CheckLog log() {
    return log;
  }

  @Test
  void aReportTooLargeToKeepIsCutAndSaysSo() {
    List<ServiceId> services =
        IntStream.range(0, 10_000).mapToObj(i -> IncidentExamples.service("api-" + i)).toList();
    log.save(SHOP, withoutData(services));

    CheckReport kept = last().orElseThrow();

    assertThat(kept.withoutData()).hasSizeBetween(1000, 9_999).startsWith(services.getFirst());
    assertThat(kept.problems().getFirst()).contains("too large", "10000 services had no data");
    assertThat(kept.problems()).contains("GetMetricData: throttled");
    assertThat(kept.hottest()).hasSize(1);
  }

  @Test
  void aReportThatOnlyANewerVersionCanReadCountsAsNone() {
    log.save(SHOP, report(IncidentExamples.NOON));
    var item =
        new HashMap<>(
            LocalTables.client().getItem(get -> get.tableName(table).key(Keys.check(SHOP))).item());
    String body = Items.text(item, "body").replace("ACCESS_DENIED", "QUOTA_OF_2027");
    item.put("body", AttributeValue.fromS(body));
    LocalTables.client().putItem(put -> put.tableName(table).item(item));

    assertThat(last()).isEmpty();

    log.save(SHOP, report(IncidentExamples.NOON.plusSeconds(60)));
    assertThat(last()).contains(report(IncidentExamples.NOON.plusSeconds(60)));
  }

  @Test
  void aFailureThatOnlyANewerVersionCanReadCountsAsNone() {
    log.failed(SHOP, denied(IncidentExamples.NOON));
    var item = new HashMap<>(item());
    String failure = Items.text(item, "failure").replace("ACCESS_DENIED", "QUOTA_OF_2027");
    item.put("failure", AttributeValue.fromS(failure));
    LocalTables.client().putItem(put -> put.tableName(table).item(item));

    assertThat(log.last(Scopes.of(SHOP))).containsExactly(ScopeCheck.never(SHOP));
  }

  @Test
  void aScopeOfMoreClustersThanAKeyHoldsHasOneAllTheSame() {
    Scope wide =
        SampleServices.scope(
            IntStream.range(0, 200).mapToObj(i -> "cluster-" + i).toArray(String[]::new));
    log.save(wide, report(IncidentExamples.NOON));
    assertThat(log.last(Scopes.of(wide)).getFirst().last()).isPresent();
    assertThat(last()).isEmpty();
  }

  /** A scope that is not configured any more leaves nothing behind. */
  @Test
  void whatNoCheckWritesToAnyMoreExpires() {
    log.save(SHOP, report(IncidentExamples.NOON));
    assertThat(Items.number(item(), "expiresAt"))
        .isEqualTo(IncidentExamples.NOON.plus(DynamoDbCheckLog.KEPT).getEpochSecond());
  }

  @Test
  void aVeryLongFailureIsCut() {
    log.failed(
        SHOP,
        new CheckFailure(IncidentExamples.NOON, CheckFailure.Reason.INVALID, "x".repeat(9_000)));
    assertThat(log.last(Scopes.of(SHOP)).getFirst().failing().orElseThrow().latest().detail())
        .hasSize(2_001);
  }

  private Optional<CheckReport> last() {
    return log.last(Scopes.of(SHOP)).getFirst().last();
  }

  private Map<String, AttributeValue> item() {
    return LocalTables.client().getItem(get -> get.tableName(table).key(Keys.check(SHOP))).item();
  }

  private static CheckReport withoutData(List<ServiceId> services) {
    CheckReport report = report(IncidentExamples.NOON);
    return new CheckReport(
        report.at(),
        report.services(),
        services,
        report.unread(),
        report.problems(),
        report.hottest(),
        report.unknownRunbooks(),
        report.dataAge(),
        report.queries(),
        report.calls());
  }
}
