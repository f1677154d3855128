package io.headroom.infra.slack.render;

import static io.headroom.infra.slack.render.IncidentStory.climbing;
import static io.headroom.infra.slack.render.IncidentStory.usage;
import static org.assertj.core.api.Assertions.assertThat;

import com.slack.api.model.block.element.BlockElement;
import com.slack.api.model.block.element.ButtonElement;
import com.slack.api.model.block.element.OverflowMenuElement;
import io.headroom.core.fleet.ServiceId;
import io.headroom.core.incident.IncidentEvent.Acknowledged;
import io.headroom.core.incident.IncidentEvent.RemediesOffered;
import io.headroom.core.remedy.Offer;
import io.headroom.core.runbook.RemedyKind;
import java.util.List;
import org.junit.jupiter.api.Test;

class ButtonsTest {

  @Test
  void threeRemediesAreButtonsInOrderAndTheOthersAMenu() {
    List<Offer> offers = IncidentStory.offers();
    var story =
        IncidentStory.detected(climbing(), usage()).then(new RemediesOffered(offers.reversed()));

    assertThat(ids(story))
        .containsExactly(
            "headroom.remedy.stop-hottest-task",
            "headroom.remedy.restart",
            "headroom.remedy.raise-limit",
            "headroom.more",
            "headroom.acknowledge");
  }

  @Test
  void withoutTheFirstTheNextMovesUpAndThereIsNoMenu() {
    List<Offer> three = IncidentStory.offers().subList(1, 4);
    var story = IncidentStory.detected(climbing(), usage()).then(new RemediesOffered(three));

    assertThat(ids(story))
        .containsExactly(
            "headroom.remedy.restart",
            "headroom.remedy.raise-limit",
            "headroom.remedy.scale-out",
            "headroom.acknowledge");
  }

  @Test
  void aButtonNamesTheOfferThatDrewIt() {
    var story = IncidentStory.leak().minutes(5).then(new RemediesOffered(IncidentStory.offers()));

    assertThat(elements(story).get(1))
        .isInstanceOfSatisfying(
            ButtonElement.class,
            button ->
                assertThat(ClickValue.parse(button.getValue()))
                    .isEqualTo(new ClickValue(story.incident().id(), 3, RemedyKind.RESTART)));
  }

  @Test
  void aValueTooLongForAMenuGetsAButton() {
    var service = new ServiceId("111122223333", "eu-central-1", "shop", "x".repeat(255));
    var story =
        IncidentStory.detected(service, climbing(), usage())
            .then(new RemediesOffered(IncidentStory.offers()));

    assertThat(elements(story)).noneMatch(OverflowMenuElement.class::isInstance).hasSize(5);
    assertThat(BlockLimits.problems(parent(story))).isEmpty();
  }

  @Test
  void nothingCanBeChosenWhileARemedyRuns() {
    assertThat(ids(IncidentStory.leak().then(new Acknowledged(IncidentStory.MARA)))).hasSize(4);
    assertThat(ids(IncidentStory.restarting())).isEmpty();
    assertThat(ids(IncidentStory.verifying())).isEmpty();
  }

  private static Message parent(IncidentStory story) {
    return ThreadRenderer.render(story.incident(), ExampleRunbooks.runbooks(), RenderContext.LOCAL)
        .parent();
  }

  private static List<BlockElement> elements(IncidentStory story) {
    return new Buttons(story.incident(), RenderContext.LOCAL).elements();
  }

  private static List<String> ids(IncidentStory story) {
    return elements(story).stream().map(ButtonsTest::id).toList();
  }

  private static String id(BlockElement element) {
    return element instanceof ButtonElement button
        ? button.getActionId()
        : ((OverflowMenuElement) element).getActionId();
  }
}
