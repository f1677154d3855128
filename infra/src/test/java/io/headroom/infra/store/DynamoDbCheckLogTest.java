package io.headroom.infra.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.core.detect.CheckReport;
import io.headroom.core.fleet.ServiceId;
import io.headroom.core.incident.IncidentExamples;
import io.headroom.core.port.CheckLog;
import io.headroom.core.port.CheckLogContract;
import java.util.HashMap;
import java.util.List;
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
    log.save(withoutData(services));

    CheckReport kept = log.last().orElseThrow();

    assertThat(kept.withoutData()).hasSizeBetween(1000, 9_999).startsWith(services.getFirst());
    assertThat(kept.problems().getFirst()).contains("too large", "10000 services had no data");
    assertThat(kept.problems()).contains("GetMetricData: throttled");
    assertThat(kept.hottest()).hasSize(1);
  }

  @Test
  void aReportThatOnlyANewerVersionCanReadCountsAsNone() {
    log.save(report(IncidentExamples.NOON));
    var item =
        new HashMap<>(
            LocalTables.client().getItem(get -> get.tableName(table).key(Keys.lastCheck())).item());
    String body = Items.text(item, "body").replace("ACCESS_DENIED", "QUOTA_OF_2027");
    item.put("body", AttributeValue.fromS(body));
    LocalTables.client().putItem(put -> put.tableName(table).item(item));

    assertThat(log.last()).isEmpty();

    log.save(report(IncidentExamples.NOON.plusSeconds(60)));
    assertThat(log.last()).contains(report(IncidentExamples.NOON.plusSeconds(60)));
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
        report.notEvaluated(),
        report.unknownRunbooks(),
        report.dataAge(),
        report.queries(),
        report.calls());
  }
}
