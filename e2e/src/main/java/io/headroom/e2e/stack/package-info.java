/**
 * What the product is deployed into and with: the engine, the emulator, the SAM CLI, Slack's
 * double.
 */
@NullMarked
package io.headroom.e2e.stack;

import org.jspecify.annotations.NullMarked;
