package io.headroom.bench.detector;

/** What was said in a minute of the time left. */
record Statement(int minute, HoursLeft left) {}
