package io.headroom.functions;

import io.headroom.core.abreast.Abreast;
import io.headroom.core.app.AdvanceIncident;
import io.headroom.core.app.CheckFleet;
import io.headroom.core.app.Lookout;
import io.headroom.core.app.MemoryReader;
import io.headroom.core.app.PlannedLookout;
import io.headroom.core.app.RecordStoppedTask;
import io.headroom.core.app.RunRemedy;
import io.headroom.core.port.CheckLog;
import io.headroom.core.port.Fleet;
import io.headroom.core.port.IncidentStore;
import io.headroom.core.port.Metrics;
import io.headroom.core.port.Pager;
import io.headroom.core.port.WatchStore;
import io.headroom.core.runbook.Runbooks;
import io.headroom.infra.settings.Settings;
import io.headroom.infra.slack.ChannelChoice;
import io.headroom.infra.slack.CountedSlackMessages;
import io.headroom.infra.slack.PatientSlackMessages;
import io.headroom.infra.slack.SlackApi;
import io.headroom.infra.slack.SlackApiMessages;
import io.headroom.infra.slack.Sleeper;
import io.headroom.infra.slack.ThreadBook;
import io.headroom.infra.slack.ThreadTeller;
import io.headroom.infra.slack.render.RenderContext;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;

/** The use cases of the functions over the ports. */
@Factory
final class FunctionsFactory {

  /** Services worked on at the same time: nearly all of it is waiting for AWS. */
  private static final Abreast SERVICES = new Abreast(16);

  /** Read while a version is published, so that a mistake in one fails the deployment. */
  @Singleton
  Runbooks runbooks(Settings settings) {
    return settings.runbooks().map(Runbooks::load).orElseGet(Runbooks::bundled);
  }

  @Singleton
  MemoryReader memoryReader(Fleet fleet, Metrics metrics, WatchStore watch) {
    return new MemoryReader(fleet, metrics, watch, SERVICES);
  }

  @Singleton
  Lookout lookout(Metrics metrics, WatchStore watch, Runbooks runbooks) {
    return new PlannedLookout(metrics, watch, runbooks, SERVICES);
  }

  @Singleton
  RunRemedy runRemedy(Fleet fleet, IncidentStore store, MemoryReader reader) {
    return new RunRemedy(fleet, store, reader);
  }

  @Singleton
  CheckFleet checkFleet(
      Settings settings,
      Fleet fleet,
      Lookout lookout,
      IncidentStore store,
      CheckLog checkLog,
      Runbooks runbooks,
      RunRemedy runRemedy,
      Pager pager) {
    return new CheckFleet(
        settings.scopes(), fleet, lookout, store, checkLog, runbooks, runRemedy, pager, SERVICES);
  }

  @Singleton
  AdvanceIncident advanceIncident(
      Fleet fleet,
      MemoryReader reader,
      IncidentStore store,
      Runbooks runbooks,
      RunRemedy runRemedy,
      Settings settings) {
    return new AdvanceIncident(fleet, reader, store, runbooks, runRemedy, settings.scopes());
  }

  @Singleton
  RecordStoppedTask recordStoppedTask(
      Fleet fleet, MemoryReader reader, IncidentStore store, Runbooks runbooks, Settings settings) {
    return new RecordStoppedTask(fleet, reader, store, runbooks, settings.scopes());
  }

  @Singleton
  CountedSlackMessages.Counter slackCalls() {
    return new CountedSlackMessages.Counter();
  }

  @Singleton
  ThreadTeller threadTeller(
      IncidentStore store,
      ThreadBook book,
      SlackApi slack,
      CountedSlackMessages.Counter slackCalls,
      Settings settings,
      Runbooks runbooks) {
    return new ThreadTeller(
        store,
        book,
        new PatientSlackMessages(
            new CountedSlackMessages(new SlackApiMessages(slack), slackCalls), Sleeper.THREAD),
        new ChannelChoice(settings.channel()),
        runbooks,
        RenderContext.aws(settings.scopes().several()));
  }
}
