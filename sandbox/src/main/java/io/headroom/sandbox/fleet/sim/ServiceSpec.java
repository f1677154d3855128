package io.headroom.sandbox.fleet.sim;

import io.headroom.sandbox.fleet.workload.Workload;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.LaunchType;

/**
 * What a service is created with.
 *
 * @param name its name
 * @param launchType where its tasks run
 * @param capacityProvider the capacity provider it uses instead of a launch type
 * @param desired tasks
 * @param minimumHealthyPercent lower bound of a roll-out
 * @param maximumPercent upper bound of a roll-out
 * @param loadBalanced whether its tasks drain connections before they stop
 * @param tags its ECS tags
 * @param workload what its tasks do with memory
 */
public record ServiceSpec(
    String name,
    LaunchType launchType,
    @Nullable String capacityProvider,
    int desired,
    int minimumHealthyPercent,
    int maximumPercent,
    boolean loadBalanced,
    Map<String, String> tags,
    Workload workload) {}
