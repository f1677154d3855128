package io.headroom.infra.cloudwatch;

/** What is remembered from reading to reading; lost with the instance, and learned again. */
record Learned(
    Sources sources, ApplicationMetrics applications, Counters counters, UpDown upDown) {}
