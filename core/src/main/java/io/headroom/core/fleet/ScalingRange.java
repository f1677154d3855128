package io.headroom.core.fleet;

/**
 * The range within which Application Auto Scaling moves a service's desired count.
 *
 * @param minimum fewest tasks
 * @param maximum most tasks
 */
public record ScalingRange(int minimum, int maximum) {}
