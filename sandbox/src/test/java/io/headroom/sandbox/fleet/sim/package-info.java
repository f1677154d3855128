@NullMarked
package io.headroom.sandbox.fleet.sim;

import org.jspecify.annotations.NullMarked;
