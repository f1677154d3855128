package io.headroom.sandbox;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.Architectures;
import org.jspecify.annotations.NullMarked;

/** Rules across modules; those of the core alone are in its own tests. */
@AnalyzeClasses(
    packages = "io.headroom",
    importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTest.NoTestJars.class})
final class ArchitectureTest {
  /** The test jars of core and infra are on the class path too. */
  static final class NoTestJars implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains("-tests.jar");
    }
  }

  /** functions and bot meet in the incident store, not in each other's code. */
  @ArchTest
  static final ArchRule DEPENDENCIES_RUN_ONE_WAY =
      Architectures.layeredArchitecture()
          .consideringOnlyDependenciesInAnyPackage("io.headroom..")
          .layer("core")
          .definedBy("io.headroom.core..")
          .layer("infra")
          .definedBy("io.headroom.infra..")
          .layer("functions")
          .definedBy("io.headroom.functions..")
          .layer("bot")
          .definedBy("io.headroom.bot..")
          .layer("sandbox")
          .definedBy("io.headroom.sandbox..")
          .whereLayer("core")
          .mayNotAccessAnyLayer()
          .whereLayer("infra")
          .mayOnlyAccessLayers("core")
          .whereLayer("functions")
          .mayOnlyAccessLayers("core", "infra")
          .whereLayer("bot")
          .mayOnlyAccessLayers("core", "infra")
          .whereLayer("sandbox")
          .mayOnlyAccessLayers("core", "infra", "functions", "bot")
          .ensureAllClassesAreContainedInArchitecture();

  /** NullAway looks only into packages that say so; one forgotten would go unchecked in silence. */
  @ArchTest
  static final ArchRule EVERY_PACKAGE_IS_NULL_MARKED = classes().should(beInANullMarkedPackage());

  private static ArchCondition<JavaClass> beInANullMarkedPackage() {
    return new ArchCondition<>("be in a package whose package-info.java says @NullMarked") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        JavaPackage home = type.getPackage();
        events.add(
            new SimpleConditionEvent(
                type,
                home.isAnnotatedWith(NullMarked.class),
                "%s is in package %s".formatted(type.getName(), home.getName())));
      }
    };
  }
}
