package io.headroom.core.port;

import io.headroom.core.fleet.Place;

/** The accounts and Regions that are watched. Safe for use by several threads. */
public interface Places {

  /**
   * The fleet of a place. It is asked for at each call and kept where that is worth it.
   *
   * @throws io.headroom.core.fleet.FleetException when the place cannot be reached
   */
  Fleet fleet(Place place);

  /** The metrics of a place; what cannot be reached shows in their readings. */
  Metrics metrics(Place place);
}
