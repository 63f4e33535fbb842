package dev.kix.conformance.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.beFinal;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Imports point one way, from the program to the grammar, and nothing hides state. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ArchitectureTest {
  /** Every module's packages, and the modules whose packages it may use. */
  private static final Map<String, Set<String>> MAY_USE =
      Map.of(
          "grammar", Set.of(),
          "store", Set.of(),
          "k8s", Set.of(),
          "interpreter", Set.of("grammar", "store"),
          "fetchers", Set.of("grammar", "store", "interpreter"),
          "modulesystem", Set.of("grammar", "store", "interpreter"),
          "cluster", Set.of("grammar", "store", "interpreter", "modulesystem", "k8s"),
          "helm", Set.of("store", "interpreter", "k8s", "cluster"),
          "cli", Set.of("grammar", "store", "interpreter", "modulesystem", "k8s", "cluster"),
          "launcher", Set.of("cli"));

  private JavaClasses kix = new ClassFileImporter().importClasses();

  @BeforeAll
  void readClassFiles() {
    kix =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.kix");
    assertThat(kix).isNotEmpty();
  }

  static Set<String> modules() {
    return new TreeSet<>(MAY_USE.keySet());
  }

  @ParameterizedTest
  @MethodSource("modules")
  void importsPointOneWay(String module) {
    List<String> forbidden = new ArrayList<>();
    for (String other : MAY_USE.keySet()) {
      if (!other.equals(module) && !MAY_USE.getOrDefault(module, Set.of()).contains(other)) {
        forbidden.add("dev.kix." + other + "..");
      }
    }
    noClasses()
        .that()
        .resideInAPackage("dev.kix." + module + "..")
        .should()
        .dependOnClassesThat(resideInAnyPackage(forbidden.toArray(new String[0])))
        .allowEmptyShould(true)
        .check(kix);
  }

  @Test
  void everyClassBelongsToAModule() {
    classes()
        .should()
        .resideInAnyPackage(
            modules().stream().map(m -> "dev.kix." + m + "..").toArray(String[]::new))
        .check(kix);
  }

  @Test
  void everyPackageIsNullMarked() {
    Set<String> unmarked = new TreeSet<>();
    for (JavaClass type : kix) {
      JavaPackage owner = type.getPackage();
      if (!owner.isAnnotatedWith(NullMarked.class)) {
        unmarked.add(owner.getName());
      }
    }
    assertThat(unmarked).isEmpty();
  }

  @Test
  void noAntlrTypeLeavesTheGrammar() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.kix.grammar..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.antlr..")
        .check(kix);
  }

  @Test
  void anEmbedderNeedsNeitherTerminalNorKubernetes() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "dev.kix.grammar..",
            "dev.kix.store..",
            "dev.kix.interpreter..",
            "dev.kix.modulesystem..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("picocli..", "org.jline..", "io.fabric8..", "org.jgrapht..")
        .check(kix);
  }

  @Test
  void commandsAreFlagsOnly() {
    classes()
        .that()
        .resideInAPackage("dev.kix.cli.commands..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "dev.kix.cli.commands..",
            "dev.kix.cli.action..",
            "dev.kix.cli.console..",
            "dev.kix.cli.nix..",
            "dev.kix.cli.repl..",
            "picocli..",
            "java..",
            "org.jspecify..")
        .check(kix);
  }

  @Test
  void whatCommandsDoKnowsNoFlags() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "dev.kix.cli.action..",
            "dev.kix.cli.console..",
            "dev.kix.cli.nix..",
            "dev.kix.cli.repl..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("picocli..", "dev.kix.cli.commands..")
        .check(kix);
  }

  @Test
  void theLauncherRunsOnAnyJava() {
    noClasses()
        .that()
        .resideInAPackage("dev.kix.launcher")
        .should()
        .dependOnClassesThat()
        .resideOutsideOfPackages("dev.kix.launcher", "dev.kix.cli", "java..", "org.jspecify..")
        .check(kix);
  }

  @Test
  void onlyTheProgramEndsTheProcess() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName("dev.kix.cli.Kix")
        .and()
        .resideOutsideOfPackage("dev.kix.launcher")
        .should()
        .callMethod(System.class, "exit", int.class)
        .check(kix);
  }

  @Test
  void nobodyPrintsBehindTheConsole() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.kix.launcher")
        .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS)
        .check(kix);
  }

  @Test
  void staticFieldsAreFinal() {
    fields()
        .that()
        .areStatic()
        .and()
        // ANTLR generates two arrays of names that are not.
        .areNotDeclaredIn("dev.kix.grammar.antlr.NixLexer")
        .should(beFinal())
        .check(kix);
  }
}
