package io.headroom.infra.containers;

import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.infra.aws.AssumedRole;
import io.headroom.infra.aws.AwsClients;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.regions.Region;

/** A role in another account over STS's own protocol. */
@NeedsContainers
class LocalStackRolesTest {

  @Test
  void aRoleThatIsAssumedIsWhoCalls() {
    AwsClients home = AwsContainers.localStack();
    try (var sts = home.sts()) {
      var role =
          new AssumedRole(sts, "arn:aws:iam::210987654321:role/headroom-act-eu-west-1", "agreed-9");
      role.assume();
      try (var there = home.in(Region.EU_WEST_1, role.credentials()).sts()) {
        assertThat(there.getCallerIdentity().arn())
            .isEqualTo("arn:aws:sts::210987654321:assumed-role/headroom-act-eu-west-1/headroom");
      }
    }
  }
}
