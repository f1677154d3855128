/** What a click can do to a service: plans, refusals, roll-outs, verification. */
@NullMarked
package io.headroom.core.remedy;

import org.jspecify.annotations.NullMarked;
