package io.headroom.bot;

import com.slack.api.bolt.context.builtin.ActionContext;
import com.slack.api.bolt.request.builtin.BlockActionRequest;
import com.slack.api.bolt.response.Response;
import io.headroom.core.app.AcknowledgeIncident;
import io.headroom.core.fleet.ServiceId;
import io.headroom.core.incident.Actor;
import io.headroom.core.remedy.Refusal;
import io.headroom.infra.log.DecisionLog;
import io.headroom.infra.log.LogLine;
import io.headroom.infra.slack.render.AcknowledgeValue;
import io.headroom.infra.slack.render.Mrkdwn;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** "I look after it": shown in the thread, through the store. */
final class AcknowledgeButton {

  private final AcknowledgeIncident acknowledgeIncident;
  private final InstantSource clock;
  private final Whisper whisper;
  private final DecisionLog log;

  /**
   * @param clock of the incidents
   */
  AcknowledgeButton(
      AcknowledgeIncident acknowledgeIncident,
      InstantSource clock,
      Whisper whisper,
      DecisionLog log) {
    this.acknowledgeIncident = acknowledgeIncident;
    this.clock = clock;
    this.whisper = whisper;
    this.log = log;
  }

  Response pressed(BlockActionRequest request, ActionContext context) {
    AcknowledgeValue value = Click.acknowledged(request.getPayload());
    Actor by = Click.by(request.getPayload());
    var service = new AtomicReference<@Nullable ServiceId>();
    Optional<Refusal> refusal =
        acknowledgeIncident.acknowledge(value.incident(), by, clock.instant(), service::set);
    log.write(
        LogLine.of("bot", refusal.map(Enum::name).orElse("ACKNOWLEDGED"))
            .with("incident", value.incident())
            .with("service", Optional.ofNullable(service.get()))
            .with("kind", "acknowledge")
            .with("user", by.id())
            .count("Clicks", 1)
            .count("Refused", refusal.isPresent() ? 1 : 0));
    refusal.ifPresent(why -> whisper.say(context, Mrkdwn.escape(why.sentence())));
    return context.ack();
  }
}
