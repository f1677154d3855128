/** What an installation is configured with: environment variables, and the secret of Slack. */
@NullMarked
package io.headroom.infra.settings;

import org.jspecify.annotations.NullMarked;
