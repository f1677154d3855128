/**
 * A Slack for one machine: the Web API that the bot calls, the requests that Slack sends to a bot,
 * and the people in front of it. It refuses what Slack refuses, with Slack's error codes, so that
 * what works here works there. It is the Slack of the sandbox and the Slack double of the tests.
 */
@NullMarked
package io.headroom.sandbox.slack;

import org.jspecify.annotations.NullMarked;
