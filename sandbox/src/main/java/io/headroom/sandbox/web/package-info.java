/** The page: Slack on one side, the fleet on the other. */
@NullMarked
package io.headroom.sandbox.web;

import org.jspecify.annotations.NullMarked;
