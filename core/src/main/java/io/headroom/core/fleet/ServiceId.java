package io.headroom.core.fleet;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which ECS service, in any account and Region.
 *
 * @param account twelve digits
 * @param region as in {@code eu-central-1}
 * @param cluster name of the cluster, not its ARN
 * @param name name of the service, not its ARN
 */
public record ServiceId(String account, String region, String cluster, String name)
    implements Comparable<ServiceId> {

  private static final Pattern ARN =
      Pattern.compile("arn:[^:]+:ecs:([^:]+):(\\d{12}):service/([^/]+)/([^/]+)");

  /**
   * Reads a service's ARN in the long form, which has been ECS's default since 2021.
   *
   * @throws IllegalArgumentException if it is no such ARN
   */
  public static ServiceId ofArn(String arn) {
    Matcher matcher = ARN.matcher(arn);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "\"%s\" is not the ARN of an ECS service: arn:aws:ecs:REGION:ACCOUNT:service/CLUSTER/NAME"
              .formatted(arn));
    }
    return new ServiceId(matcher.group(2), matcher.group(1), matcher.group(3), matcher.group(4));
  }

  /** The account and Region that it is in. */
  public Place place() {
    return new Place(account, region);
  }

  /** The ARN in the long form; the partition follows from the Region. */
  public String arn() {
    return "arn:%s:ecs:%s:%s:service/%s/%s"
        .formatted(place().partition(), region, account, cluster, name);
  }

  @Override
  public int compareTo(ServiceId other) {
    return arn().compareTo(other.arn());
  }

  /** For people who watch several places: {@code shop/cart in 123456789012/eu-central-1}. */
  public String inPlace() {
    return "%s in %s".formatted(this, place());
  }

  /** For people: {@code shop/checkout-api}. */
  @Override
  public String toString() {
    return cluster + "/" + name;
  }
}
