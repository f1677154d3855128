/** What Slack accepts as blocks, views and message metadata, with the wording of its refusals. */
@NullMarked
package io.headroom.sandbox.slack.rules;

import org.jspecify.annotations.NullMarked;
