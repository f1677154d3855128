/** ECS and Application Auto Scaling: reading services, changing them, and ECS's events. */
@NullMarked
package io.headroom.infra.ecs;

import org.jspecify.annotations.NullMarked;
