@NullMarked
package io.headroom.sandbox.fleet.ecs;

import org.jspecify.annotations.NullMarked;
