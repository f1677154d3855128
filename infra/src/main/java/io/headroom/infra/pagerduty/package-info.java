/** PagerDuty, by its Events API v2. */
@NullMarked
package io.headroom.infra.pagerduty;

import org.jspecify.annotations.NullMarked;
