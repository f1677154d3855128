package io.headroom.core.fleet;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An account and a Region: what one set of credentials and endpoints reaches.
 *
 * @param account twelve digits
 * @param region as in {@code eu-central-1}
 */
public record Place(String account, String region) implements Comparable<Place> {

  private static final Pattern TEXT = Pattern.compile("(\\d{12})/([a-z]{2,}(?:-[a-z0-9]+)+)");
  private static final Pattern ARN = Pattern.compile("arn:[^:]+:[^:]+:([^:]+):(\\d{12}):.+");

  /**
   * Reads {@code 123456789012/eu-central-1}.
   *
   * @throws IllegalArgumentException if it is anything else
   */
  public static Place parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "\"%s\" is no ACCOUNT/REGION, such as 123456789012/eu-central-1".formatted(text));
    }
    return new Place(matcher.group(1), matcher.group(2));
  }

  /**
   * Where a resource is, from its ARN.
   *
   * @throws IllegalArgumentException if it is no ARN, or one without account and Region
   */
  public static Place ofArn(String arn) {
    Matcher matcher = ARN.matcher(arn);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "\"%s\" is no ARN that names account and Region".formatted(arn));
    }
    return new Place(matcher.group(2), matcher.group(1));
  }

  /** The first part of its ARNs: {@code aws}, {@code aws-cn} or {@code aws-us-gov}. */
  public String partition() {
    return region.startsWith("cn-")
        ? "aws-cn"
        : region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
  }

  @Override
  public int compareTo(Place other) {
    return toString().compareTo(other.toString());
  }

  /** As it is read: {@code 123456789012/eu-central-1}. */
  @Override
  public String toString() {
    return account + "/" + region;
  }
}
