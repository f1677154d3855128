/** Amazon ECS over the simulated fleet, with the service's own limits, error codes and texts. */
@NullMarked
package io.headroom.sandbox.fleet.ecs;

import org.jspecify.annotations.NullMarked;
