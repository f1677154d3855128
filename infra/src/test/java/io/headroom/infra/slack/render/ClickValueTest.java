package io.headroom.infra.slack.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headroom.core.incident.IncidentId;
import io.headroom.core.runbook.RemedyKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClickValueTest {

  private static final IncidentId ID = new IncidentId("checkout-api-20261121-1340-08f7");

  @ParameterizedTest
  @EnumSource
  void readsWhatItWrites(RemedyKind kind) {
    ClickValue value = new ClickValue(ID, 12, kind);

    assertThat(ClickValue.parse(value.toString())).isEqualTo(value);
    assertThat(Actions.ANY_REMEDY.matcher(Actions.remedy(kind)).matches()).isTrue();
  }

  @Test
  void isWrittenAsTheButtonCarriesIt() {
    assertThat(new ClickValue(ID, 12, RemedyKind.STOP_HOTTEST_TASK))
        .hasToString("v1|checkout-api-20261121-1340-08f7|12|stop-hottest-task");
    assertThat(new AcknowledgeValue(ID)).hasToString("v1|checkout-api-20261121-1340-08f7");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "v1",
        "v1|a|1",
        "v1|a|1|restart|",
        "v1|a|1|restart\n",
        " v1|a|1|restart",
        "v2|a|1|restart",
        "v1||1|restart",
        "v1|a b|1|restart",
        "v1|a|0|restart",
        "v1|a|-1|restart",
        "v1|a|+1|restart",
        "v1|a|1.0|restart",
        "v1|a|9999999999|restart",
        "v1|a|1|RESTART",
        "v1|a|1|reboot"
      })
  void refusesEverythingElseAndSaysTheForm(String value) {
    assertThatThrownBy(() -> ClickValue.parse(value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("v1|<incident id>|<offer number>|<kind word>");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "v1", "v1|", "v1|a|b", "v2|a", "v1|a b"})
  void refusesOtherAcknowledgements(String value) {
    assertThatThrownBy(() -> AcknowledgeValue.parse(value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("v1|<incident id>");
  }

  @Test
  void readsAnAcknowledgement() {
    assertThat(AcknowledgeValue.parse("v1|" + ID).incident()).isEqualTo(ID);
  }
}
