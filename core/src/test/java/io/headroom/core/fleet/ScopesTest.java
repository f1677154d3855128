package io.headroom.core.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ScopesTest {

  private static final Place HOME = new Place("123456789012", "eu-central-1");

  @Test
  void clustersAreNamesOrAllOfThem() {
    assertThat(Scope.of(HOME, "*")).isEqualTo(Scope.all(HOME));
    assertThat(Scope.of(HOME, "  ")).isEqualTo(Scope.all(HOME));
    assertThat(Scope.of(HOME, "shop, batch,shop"))
        .isEqualTo(new Scope(HOME, List.of("shop", "batch")));
  }

  @Test
  void anEntryIsReadAsItIsWritten() {
    assertThat(Scope.parse("123456789012/eu-central-1/shop+batch"))
        .isEqualTo(new Scope(HOME, List.of("shop", "batch")))
        .hasToString("123456789012/eu-central-1/shop+batch");
    assertThat(Scope.parse("123456789012/eu-central-1/*"))
        .isEqualTo(Scope.all(HOME))
        .hasToString("123456789012/eu-central-1/*");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "shop",
        "/",
        "123456789012/eu-central-1",
        "123456789012/eu-central-1/",
        "123456789012/eu-central-1/shop+",
        "123456789012/eu-central-1/shop+*",
        "123456789012/eu-central-1/sh op",
        "123456789012/eu-central-1/shop/batch",
        "12345678901/eu-central-1/shop",
        "123456789012/Frankfurt/shop",
        "123456789012//shop",
        "eu-central-1/123456789012/shop",
      })
  void whatIsNoScopeIsNamed(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Scope.parse(text))
        .withMessageContaining("\"")
        .withMessageContainingAll(", ", " ");
  }

  @Test
  void aServiceBelongsToAScopeByAccountRegionAndCluster() {
    Scope shop = Scope.parse("123456789012/eu-central-1/shop");
    assertThat(shop.includes(new ServiceId("123456789012", "eu-central-1", "shop", "cart")))
        .isTrue();
    assertThat(shop.includes(new ServiceId("123456789012", "eu-central-1", "batch", "cart")))
        .isFalse();
    assertThat(shop.includes(new ServiceId("123456789012", "eu-west-1", "shop", "cart"))).isFalse();
    assertThat(shop.includes(new ServiceId("210987654321", "eu-central-1", "shop", "cart")))
        .isFalse();
    assertThat(Scope.all(HOME).includes(new ServiceId("210987654321", "eu-central-1", "a", "b")))
        .isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "123456789012/eu-central-1/a, 123456789012/eu-central-1/a, true",
    "123456789012/eu-central-1/a+b, 123456789012/eu-central-1/b+c, true",
    "123456789012/eu-central-1/*, 123456789012/eu-central-1/b, true",
    "123456789012/eu-central-1/b, 123456789012/eu-central-1/*, true",
    "123456789012/eu-central-1/a, 123456789012/eu-central-1/b, false",
    "123456789012/eu-central-1/a, 123456789012/eu-west-1/a, false",
    "123456789012/eu-central-1/*, 210987654321/eu-central-1/*, false",
  })
  void noClusterBelongsToTwo(String one, String other, boolean overlap) {
    if (overlap) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Scopes.parse(one + "," + other))
          .withMessageContainingAll(one, other, "overlap");
    } else {
      assertThat(Scopes.parse(one + ", " + other)).hasToString(one + "," + other);
    }
  }

  @Test
  void thereIsOneAtLeast() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Scopes(List.of()));
    assertThatIllegalArgumentException().isThrownBy(() -> Scopes.parse(""));
  }

  @Test
  void aServiceIsFoundInItsScope() {
    Scopes scopes =
        Scopes.parse("123456789012/eu-central-1/shop,210987654321/eu-central-1/shop+batch");
    assertThat(scopes.several()).isTrue();
    assertThat(scopes.including(new ServiceId("210987654321", "eu-central-1", "shop", "cart")))
        .contains(scopes.all().getLast());
    assertThat(scopes.including(new ServiceId("123456789012", "eu-central-1", "batch", "jobs")))
        .isEmpty();
    assertThat(scopes.reach(HOME)).isTrue();
    assertThat(scopes.reach(new Place("123456789012", "eu-west-1"))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "eu-central-1, aws",
    "us-gov-west-1, aws-us-gov",
    "cn-north-1, aws-cn",
  })
  void thePartitionFollowsFromTheRegion(String region, String partition) {
    assertThat(new Place("123456789012", region).partition()).isEqualTo(partition);
  }

  @Test
  void aPlaceIsReadFromAnArn() {
    assertThat(Place.ofArn("arn:aws:ecs:eu-central-1:123456789012:task-definition/cart:7"))
        .isEqualTo(HOME);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Place.ofArn("arn:aws:iam::123456789012:role/x"))
        .withMessageContaining("no ARN that names account and Region");
  }
}
