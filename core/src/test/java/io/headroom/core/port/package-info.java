/** Doubles of the ports, and the contracts that doubles and adapters keep alike. */
@NullMarked
package io.headroom.core.port;

import org.jspecify.annotations.NullMarked;
