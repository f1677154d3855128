package io.headroom.core.backtest;

/**
 * How many alerts a threshold would have given.
 *
 * @param variant the rule with that threshold
 */
public record Trial(Variant variant, int alerts) {}
