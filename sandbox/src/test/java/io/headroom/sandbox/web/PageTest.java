package io.headroom.sandbox.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.IsVisibleOptions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.headroom.infra.log.DecisionLog;
import io.headroom.sandbox.LiveRun;
import io.headroom.sandbox.Options;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIf;

/** The page in a real browser, with the whole product behind it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@EnabledIf(
    value = "hasBrowser",
    disabledReason = "no Chromium on this machine: install one to run the browser tests (CI does)")
final class PageTest {

  private static final Instant START = Instant.parse("2026-11-21T12:00:00Z");
  private static final double SPEED = 120;
  private static final double PATIENCE_MS = 120_000;

  private Playwright playwright;
  private Browser browser;

  static boolean hasBrowser() {
    return Browsers.chromium().isPresent();
  }

  @BeforeAll
  void launch() {
    playwright = Browsers.playwright();
    browser = Browsers.launch(playwright, Browsers.chromium().orElseThrow());
  }

  @AfterAll
  void quit() {
    if (playwright != null) {
      browser.close();
      playwright.close();
    }
  }

  @Test
  void pressingRestartEndsVerified() throws Exception {
    try (LiveRun run = sandbox();
        Page page = page(1280, 800, ColorScheme.LIGHT)) {
      List<String> foreign = requestsToOtherHosts(page, run);
      page.navigate(run.url().toString());
      Locator channel = page.locator("#messages");
      Locator restart =
          channel.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Restart"));
      assertThat(restart.first()).isVisible(new IsVisibleOptions().setTimeout(PATIENCE_MS));

      restart.first().focus();
      page.keyboard().press("Enter");
      Locator confirm = page.locator("#confirm");
      assertThat(confirm).isVisible();
      assertThat(confirm).containsText("→");
      page.locator("#confirm-yes").click();

      assertThat(page.locator("#replies"))
          .containsText(
              "Verified: the restart held", new ContainsTextOptions().setTimeout(PATIENCE_MS));
      assertThat(channel).containsText("Resolved: verified");
      assertThat(foreign).isEmpty();
    }
  }

  @Test
  void theKeyboardIsEnoughForTheSlashCommand() throws Exception {
    try (LiveRun run = sandbox();
        Page page = page(390, 844, ColorScheme.DARK)) {
      page.navigate(run.url().toString());
      assertThat(page.locator("#clock")).not().hasText("–");
      page.keyboard().press("/");
      page.keyboard().type("/mem");
      assertThat(page.locator("#hints")).containsText("/memory status");
      page.keyboard().press("Tab");
      page.keyboard().press("Enter");
      assertThat(page.locator("#messages")).containsText("Only visible to you");
      assertThat((Boolean) page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
          .as("no scrolling sideways at 390 pixels")
          .isTrue();
    }
  }

  @Test
  void anyServiceCanBeMadeToLeak() throws Exception {
    try (LiveRun run = sandbox();
        Page page = page(1280, 800, ColorScheme.LIGHT)) {
      page.navigate(run.url().toString());
      page.getByRole(
              AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Make it leak: image-resizer"))
          .click();
      assertThat(page.locator("#messages"))
          .containsText("image-resizer", new ContainsTextOptions().setTimeout(PATIENCE_MS));
    }
  }

  private static LiveRun sandbox() throws Exception {
    return LiveRun.start(
        new Options(0, SPEED, 1, Optional.empty()), START, new DecisionLog(line -> {}));
  }

  private Page page(int width, int height, ColorScheme colors) {
    return browser
        .newContext(new NewContextOptions().setViewportSize(width, height).setColorScheme(colors))
        .newPage();
  }

  private static List<String> requestsToOtherHosts(Page page, LiveRun run) {
    var foreign = new ArrayList<String>();
    page.onRequest(
        request -> {
          if (!request.url().startsWith(run.url().toString())) {
            foreign.add(request.url());
          }
        });
    return foreign;
  }
}
