/** How much memory the processes of a service use, and why. */
@NullMarked
package io.headroom.sandbox.fleet.workload;

import org.jspecify.annotations.NullMarked;
