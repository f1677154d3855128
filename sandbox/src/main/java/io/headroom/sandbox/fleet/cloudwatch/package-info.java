/** Amazon CloudWatch over the simulated fleet: late metrics, gaps, paging and limits. */
@NullMarked
package io.headroom.sandbox.fleet.cloudwatch;

import org.jspecify.annotations.NullMarked;
