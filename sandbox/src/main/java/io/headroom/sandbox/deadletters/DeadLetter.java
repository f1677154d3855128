package io.headroom.sandbox.deadletters;

import java.time.Instant;

/**
 * A message of the queue of dead letters, and with it what replaying it means.
 *
 * <p>Whatever it is, an installation that runs again makes up for most of it by itself: a check
 * reads the whole fleet each minute, and a thread is made to match its incident by the next event.
 */
sealed interface DeadLetter {

  /** Where it failed, and why, in the words of who gave up on it. */
  record Failure(String where, String why) {}

  Failure failure();

  /** When it was given up on, or happened. */
  Instant at();

  /** What it was, in a sentence. */
  String what();

  /** What a replay does, in a sentence. */
  String replay();

  /**
   * ECS told that a task has stopped.
   *
   * @param event as EventBridge sent it
   */
  record StoppedTask(Failure failure, Instant at, String event, String what) implements DeadLetter {
    @Override
    public String replay() {
      return "hands the event to TaskStopped again: a kill that is known is not noted twice, and one"
          + " that is older than the runbooks look back opens nothing";
    }
  }

  /** ECS told that a service has changed. */
  record ServiceChange(Failure failure, Instant at, String what) implements DeadLetter {
    @Override
    public String replay() {
      return "nothing: the check of each minute has looked at the service since. The message is"
          + " deleted";
    }
  }

  /**
   * New events of incidents that Slack was not told.
   *
   * @param first when the first of them was written
   */
  record Untold(Failure failure, Instant at, Instant first, String what) implements DeadLetter {
    @Override
    public String replay() {
      return "has TellSlack make the threads match of every incident that is open, or was resolved"
          + " since then: what a thread shows already is not told twice";
    }
  }

  /** Remedies that were asked for and not begun. */
  record NotRun(Failure failure, Instant at, String what) implements DeadLetter {
    @Override
    public String replay() {
      return "nothing is run late: CheckFleet takes up within minutes what its incident still waits"
          + " for, and the thread says how it ended. The message is deleted";
    }
  }

  /** A check that was not begun. */
  record MissedCheck(Failure failure, Instant at, String what) implements DeadLetter {
    @Override
    public String replay() {
      return "nothing: the next minute's check made up for it. The message is deleted";
    }
  }

  /** The daily call that keeps the snapshot of a function which nothing else calls. */
  record MissedCall(Failure failure, Instant at, String what) implements DeadLetter {
    @Override
    public String replay() {
      return "nothing: the next day's call makes up for it. The message is deleted";
    }
  }

  /** Something that this version does not know. */
  record Unknown(Failure failure, Instant at, String what) implements DeadLetter {
    @Override
    public String replay() {
      return "nothing is known to do: the message is left in the queue; --discard deletes it";
    }
  }
}
