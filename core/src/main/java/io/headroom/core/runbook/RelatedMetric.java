package io.headroom.core.runbook;

/**
 * A metric that helps to understand an incident.
 *
 * @param metric its name, or the expression, as the seed or CloudWatch writes it
 * @param meaning what it tells, with the level that matters where there is one
 */
public record RelatedMetric(String metric, String meaning) {

  public RelatedMetric {
    Checks.text("metric", metric);
    Checks.text("meaning", meaning);
  }
}
