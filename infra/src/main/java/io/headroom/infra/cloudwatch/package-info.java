/** Memory, read from CloudWatch by GetMetricData. */
@NullMarked
package io.headroom.infra.cloudwatch;

import org.jspecify.annotations.NullMarked;
