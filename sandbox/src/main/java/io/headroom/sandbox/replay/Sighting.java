package io.headroom.sandbox.replay;

import io.headroom.core.backtest.Change;
import io.headroom.core.backtest.Outlook;
import io.headroom.core.series.Bytes;
import java.util.Optional;

/**
 * An alert or a clear of one series.
 *
 * @param at milliseconds, as the export's times count
 * @param limit empty where none is known
 * @param outlook where memory stood then, and where it was going
 */
record Sighting(long at, String series, Change change, Optional<Bytes> limit, Outlook outlook) {}
