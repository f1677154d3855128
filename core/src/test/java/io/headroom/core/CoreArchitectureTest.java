package io.headroom.core;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.lang.reflect.Method;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Calendar;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What the core may know: plain Java, YAML, and no time but the one it is given. */
@AnalyzeClasses(
    packages = "io.headroom.core",
    importOptions = {ImportOption.DoNotIncludeTests.class})
final class CoreArchitectureTest {
  /** A list of what is allowed, so that AWS, Slack, Micronaut, Gson and whatever comes are out. */
  @ArchTest
  static final ArchRule IS_PLAIN_JAVA =
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "io.headroom.core..", "java..", "org.yaml.snakeyaml..", "org.jspecify.annotations..")
          .because("the core reaches the outside only through its ports");

  @ArchTest
  static final ArchRule TAKES_TIME_AS_AN_ARGUMENT =
      noClasses()
          .should()
          .accessTargetWhere(readsTheClockOrSleeps())
          .because(
              "the domain takes Instant now; only the outermost handler owns an InstantSource");

  @ArchTest
  static final ArchRule HAS_NO_CYCLES =
      slices().matching("io.headroom.core.(*)..").should().beFreeOfCycles();

  private static DescribedPredicate<JavaAccess<?>> readsTheClockOrSleeps() {
    return describe("reads the clock or sleeps", access -> isClockOrSleep(access.getTarget()));
  }

  private static boolean isClockOrSleep(AccessTarget target) {
    String type = target.getOwner().getName();
    String name = target.getName();
    return switch (type) {
      case "java.lang.System" -> Set.of("currentTimeMillis", "nanoTime").contains(name);
      case "java.lang.Thread" -> Set.of("sleep", "onSpinWait", "yield").contains(name);
      case "java.util.concurrent.TimeUnit" -> name.equals("sleep");
      case "java.util.concurrent.locks.LockSupport" -> name.startsWith("park");
      case "java.util.Calendar" -> name.equals("getInstance");
      case "java.util.Date" ->
          target instanceof AccessTarget.ConstructorCallTarget constructor
              && constructor.getRawParameterTypes().isEmpty();
      case "java.time.Clock", "java.time.InstantSource" ->
          name.startsWith("system") || name.startsWith("tick");
      default -> type.startsWith("java.time.") && name.equals("now");
    };
  }

  /** A rule that nothing can break would be worth nothing. */
  @Test
  void theRuleOfTimeCatchesEveryWayToReadIt() {
    List<String> ways =
        Arrays.stream(ReadsTime.class.getDeclaredMethods()).map(Method::getName).toList();

    List<String> violations = violations(TAKES_TIME_AS_AN_ARGUMENT, ReadsTime.class);

    assertThat(ways)
        .hasSize(11)
        .allSatisfy(
            way ->
                assertThat(violations)
                    .anyMatch(violation -> violation.contains("ReadsTime." + way + "()")));
  }

  @Test
  void theRuleOfTimeLetsGivenTimePass() {
    assertThat(violations(TAKES_TIME_AS_AN_ARGUMENT, TakesTime.class)).isEmpty();
  }

  @Test
  void theRuleOfPlainJavaCatchesALibrary() {
    assertThat(violations(IS_PLAIN_JAVA, CoreArchitectureTest.class)).isNotEmpty();
  }

  private static List<String> violations(ArchRule rule, Class<?> offender) {
    return rule.evaluate(new ClassFileImporter().importClasses(offender))
        .getFailureReport()
        .getDetails();
  }

  static final class ReadsTime {
    Instant instant() {
      return Instant.now();
    }

    LocalDate date() {
      return LocalDate.now(ZoneOffset.UTC);
    }

    Supplier<Instant> methodReference() {
      return Instant::now;
    }

    long millis() {
      return System.currentTimeMillis();
    }

    long nanos() {
      return System.nanoTime();
    }

    @SuppressWarnings("JavaUtilDate")
    Date oldDate() {
      return new Date();
    }

    Calendar calendar() {
      return Calendar.getInstance();
    }

    Clock clock() {
      return Clock.systemUTC();
    }

    InstantSource source() {
      return InstantSource.system();
    }

    void sleep() throws InterruptedException {
      Thread.sleep(1);
    }

    void sleepByUnit() throws InterruptedException {
      TimeUnit.SECONDS.sleep(1);
    }
  }

  static final class TakesTime {
    Instant later(Instant now) {
      return now.plusSeconds(1);
    }
  }
}
