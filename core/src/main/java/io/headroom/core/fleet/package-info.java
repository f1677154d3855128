/** What runs: services, their tasks, deployments and task definitions, as ECS describes them. */
@NullMarked
package io.headroom.core.fleet;

import org.jspecify.annotations.NullMarked;
