package io.headroom.bench.detector;

/**
 * An alert, from the minute in which it fires to the one in which it does no more.
 *
 * @param to not included
 */
record Span(int from, int to) {}
