package io.headroom.core.port;

import io.headroom.core.detect.Evaluation;
import io.headroom.core.detect.Finding;
import io.headroom.core.fleet.ServiceId;
import io.headroom.core.incident.Incident;
import io.headroom.core.incident.IncidentId;
import io.headroom.core.incident.Recorded;
import io.headroom.core.port.IncidentStore.Append;
import java.util.List;
import java.util.Optional;

/**
 * Takes each decision of a check of the fleet when it is made, so that one that is killed half-way
 * has said what it did. Safe for use by several threads.
 */
@FunctionalInterface
public interface Journal {

  /** Keeps nothing. */
  Journal NONE = decision -> {};

  /** Takes a decision. */
  void write(Decision decision);

  /** A decision about a service. */
  sealed interface Decision {

    /** Whom it is about. */
    ServiceId service();

    /**
     * What the rules in force say of a service, for each check once.
     *
     * @param desired how many tasks it should have: with none, no data is as it should be
     * @param incident the one that is open for it
     */
    record Evaluated(
        ServiceId service, int desired, Optional<IncidentId> incident, List<Evaluation> evaluations)
        implements Decision {
      public Evaluated {
        evaluations = List.copyOf(evaluations);
      }
    }

    /**
     * An incident was opened, or somebody else did so at the same time.
     *
     * @param append what became of the write
     */
    record Opened(ServiceId service, IncidentId incident, List<Finding> findings, Append append)
        implements Decision {
      public Opened {
        findings = List.copyOf(findings);
      }
    }

    /**
     * An open incident was looked at.
     *
     * @param before as it was loaded
     * @param events what was added; empty when there was nothing to add
     * @param append what became of the write
     */
    record Advanced(Incident before, List<Recorded> events, Append append) implements Decision {
      public Advanced {
        events = List.copyOf(events);
      }

      @Override
      public ServiceId service() {
        return before.service();
      }
    }

    /**
     * A remedy was taken up that a function had left.
     *
     * @param ran the name of what came of it
     */
    record TakenUp(ServiceId service, IncidentId incident, String remedy, String ran)
        implements Decision {}

    /** A service was left out. */
    record LeftOut(ServiceId service, Why why) implements Decision {

      /** Why a service is left out of a check. */
      public enum Why {
        /** Its tag {@code headroom:ignore} says so. */
        IGNORED_BY_TAG,
        /** The check had no time left; the next one goes on. */
        OUT_OF_TIME
      }
    }

    /** Something failed for one service; the others were checked all the same. */
    record Failed(ServiceId service, RuntimeException failure) implements Decision {}
  }
}
