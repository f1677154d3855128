package io.headroom.infra.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;

final class PassableRolesTest {

  private static final String EXECUTION = "arn:aws:iam::123456789012:role/ecsTaskExecutionRole";
  private static final String TASK = "arn:aws:iam::123456789012:role/service/shop-cart";

  private static final TaskDefinition BOTH =
      TaskDefinition.builder().taskRoleArn(TASK).executionRoleArn(EXECUTION).build();

  @Test
  void withoutNamesNoneMayBePassed() {
    assertThat(withheld()).containsExactly("service/shop-cart", "ecsTaskExecutionRole");
  }

  @Test
  void aNameStandsForThatRoleOnly() {
    assertThat(withheld("ecsTaskExecutionRole", "service/shop-cart")).isEmpty();
    assertThat(withheld("ecsTaskExecutionRol", "shop-cart"))
        .as("neither part of a name, nor a name without its path")
        .containsExactly("service/shop-cart", "ecsTaskExecutionRole");
  }

  @Test
  void wildcardsAreThoseOfIam() {
    assertThat(withheld("ecs*Role", "service/shop-????")).isEmpty();
    assertThat(withheld("ecs*", "service.shop-cart")).containsExactly("service/shop-cart");
    assertThat(withheld("*")).isEmpty();
  }

  @Test
  void aTaskWithoutRolesNeedsNone() {
    assertThat(new PassableRoles(List.of()).withheld(TaskDefinition.builder().build())).isEmpty();
  }

  @Test
  void aRoleByItsNameAloneAndTwiceTheSame() {
    TaskDefinition byName =
        TaskDefinition.builder().taskRoleArn("cart").executionRoleArn("cart").build();
    assertThat(new PassableRoles(List.of()).withheld(byName)).containsExactly("cart");
    assertThat(new PassableRoles(List.of("cart")).withheld(byName)).isEmpty();
  }

  private static List<String> withheld(String... names) {
    return new PassableRoles(List.of(names)).withheld(BOTH);
  }
}
