package io.headroom.bot;

import static org.assertj.core.api.Assertions.assertThat;

import com.slack.api.bolt.App;
import io.headroom.core.port.Responders;
import io.headroom.infra.wiring.Wiring;
import io.micronaut.context.BeanContext;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BotWiringTest {

  @Test
  void everyBeanOfTheHandlerCanBeMadeWithoutANetwork() {
    String region = System.getProperty("aws.region", "");
    System.setProperty("aws.region", "eu-central-1");
    try (BeanContext beans =
        Wiring.start(
            Map.of(
                "TABLE_NAME", "headroom",
                "SLACK_SECRET", "headroom/slack",
                "CHANNEL", "C0123456789",
                "PLACE", "123456789012/eu-central-1"))) {
      assertThat(beans.getBean(App.class)).isSameAs(beans.getBean(App.class));
      assertThat(beans.getBean(SignatureCheck.class)).isNotNull();
      assertThat(beans.getBean(Responders.class)).isInstanceOf(SlackResponders.class);
    } finally {
      System.setProperty("aws.region", region);
    }
  }
}
