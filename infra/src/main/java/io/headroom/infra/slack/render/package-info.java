/** What a thread says: an incident rendered as Slack messages, without any call. */
@NullMarked
package io.headroom.infra.slack.render;

import org.jspecify.annotations.NullMarked;
