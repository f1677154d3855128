package io.headroom.core.incident;

import java.time.Instant;

/**
 * An event with its place in the incident.
 *
 * @param number from 1, without gaps
 * @param key what it stands for, once per incident: a second event with the same key is the same
 *     thing delivered twice
 */
public record Recorded(int number, Instant at, String key, IncidentEvent event) {}
