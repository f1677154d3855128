/** The state of the simulated fleet and the rules by which one step of time changes it. */
@NullMarked
package io.headroom.sandbox.fleet.sim;

import org.jspecify.annotations.NullMarked;
