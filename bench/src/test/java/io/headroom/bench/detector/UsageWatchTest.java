package io.headroom.bench.detector;

import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.core.detect.Evaluation;
import io.headroom.core.detect.Finding;
import io.headroom.core.detect.RuleEvaluator;
import io.headroom.core.detect.ServiceMemory;
import io.headroom.core.runbook.Runbook;
import io.headroom.core.runbook.Runbooks;
import io.headroom.core.runbook.UsageRule;
import io.headroom.core.series.Bytes;
import io.headroom.core.series.MemorySeries;
import io.headroom.core.series.Sample;
import io.headroom.core.series.Subject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The plain usage rules of the benchmark say what the product's evaluator says of the runbooks'.
 */
final class UsageWatchTest {

  private static final Instant BEGIN = Instant.parse("2026-03-02T00:00:00Z");
  private static final Bytes LIMIT = Bytes.mib(1000);
  private static final int MINUTES = 400;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void saysWhatTheEvaluatorSays(long seed) {
    Runbook runbook = Runbooks.bundled().get("python-service").orElseThrow();
    Set<Finding.Key> firing = new HashSet<>();
    var samples = new ArrayList<Sample>();
    var plain = new UsageWatch(LIMIT.value());
    var random = new Random(seed);
    double share = 0.85;
    for (int minute = 0; minute < MINUTES; minute++) {
      share = Math.clamp(share + 0.02 * random.nextGaussian(), 0.65, 0.99);
      boolean missing = random.nextInt(8) == 0;
      Instant at = BEGIN.plusSeconds(60L * minute);
      if (!missing) {
        samples.add(new Sample(at, share * LIMIT.value()));
      }
      boolean plainly = plain.see(minute, missing ? Double.NaN : share * LIMIT.value()).firing();

      var memory = new ServiceMemory(List.of(new MemorySeries(Subject.SERVICE, LIMIT, samples)));
      var evaluator = new RuleEvaluator(memory, List.of(), firing);
      for (UsageRule rule : usageRules(runbook)) {
        Evaluation evaluation = evaluator.evaluate(runbook, rule, at);
        switch (evaluation.state()) {
          case FIRING -> firing.add(evaluation.key());
          case NORMAL, PENDING -> firing.remove(evaluation.key());
          case NO_DATA -> {}
        }
      }
      assertThat(plainly).as("minute %d of seed %d", minute, seed).isEqualTo(!firing.isEmpty());
    }
  }

  private static List<UsageRule> usageRules(Runbook runbook) {
    return runbook.rules().stream()
        .filter(UsageRule.class::isInstance)
        .map(UsageRule.class::cast)
        .toList();
  }
}
