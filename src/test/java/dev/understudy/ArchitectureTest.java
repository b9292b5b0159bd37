package dev.understudy;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Holds the table of packages, and what each of them may know.
final class ArchitectureTest {
    private static final String ROOT = "dev.understudy.";
    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages("dev.understudy");

    /// What each package may use of the others; `app` may use all.
    private static final Map<String, Set<String>> USES =
            Map.ofEntries(
                    Map.entry("model", Set.of()),
                    Map.entry("sse", Set.of()),
                    Map.entry("routing", Set.of("model")),
                    Map.entry("strategy", Set.of("model")),
                    Map.entry("translate", Set.of("model")),
                    Map.entry("settings", Set.of("model")),
                    Map.entry("vault", Set.of("model")),
                    Map.entry("access", Set.of("model")),
                    Map.entry("catalog", Set.of("model")),
                    Map.entry("journal", Set.of("model")),
                    Map.entry("sandbox", Set.of("model", "sse", "translate")),
                    Map.entry("upstream", Set.of("model", "routing", "translate", "sse", "vault")),
                    Map.entry(
                            "gateway",
                            Set.of(
                                    "model",
                                    "sse",
                                    "routing",
                                    "strategy",
                                    "translate",
                                    "settings",
                                    "access",
                                    "catalog",
                                    "journal")),
                    Map.entry("client", Set.of("model", "translate", "sse")),
                    Map.entry("rehearsal", Set.of("model", "client")),
                    Map.entry("interchange", Set.of("model", "settings")),
                    Map.entry(
                            "console",
                            Set.of(
                                    "model",
                                    "sse",
                                    "routing",
                                    "strategy",
                                    "translate",
                                    "settings",
                                    "vault",
                                    "access",
                                    "catalog",
                                    "journal",
                                    "client",
                                    "rehearsal",
                                    "interchange")));

    static Set<String> packages() {
        return new TreeSet<>(USES.keySet());
    }

    @Test
    void knowsEveryPackage() {
        var found = new TreeSet<String>();
        for (JavaClass type : CLASSES) {
            String rest = type.getPackageName().substring("dev.understudy".length());
            if (!rest.isEmpty()) {
                found.add(rest.substring(1).split("\\.", -1)[0]);
            }
        }
        assertTrue(found.remove("app"));
        found.removeAll(USES.keySet());

        assertEquals(Set.of(), found);
    }

    @ParameterizedTest
    @MethodSource("packages")
    void usesOnlyThePackagesItMay(String name) {
        DescribedPredicate<JavaClass> others =
                resideInAnyPackage("dev.understudy..")
                        .and(
                                resideOutsideOfPackages(
                                        within(union(USES.getOrDefault(name, Set.of()), name))));

        check(
                noClasses()
                        .that()
                        .resideInAPackage(ROOT + name + "..")
                        .should()
                        .dependOnClassesThat(others.as("packages it may not use")));
    }

    @Test
    void hasNoCyclesBetweenPackages() {
        check(slices().matching("dev.understudy.(*)..").should().beFreeOfCycles());
    }

    @Test
    void keepsJsonWhereTheTableSaysSo() {
        onlyIn(
                List.of(
                        "translate",
                        "settings",
                        "catalog",
                        "journal",
                        "sandbox",
                        "gateway",
                        "client",
                        "rehearsal",
                        "interchange",
                        "app"),
                "tools.jackson..",
                "com.fasterxml.jackson..");
    }

    @Test
    void callsOthersOverHttpWhereThatIsTheTask() {
        onlyIn(List.of("upstream", "client", "catalog", "app"), "java.net.http..");
    }

    @Test
    void keepsTheServerBehindTheGatewayAndTheSandbox() {
        onlyIn(List.of("gateway", "sandbox"), "org.eclipse.jetty..");
    }

    @Test
    void keepsTheToolkitInTheConsole() {
        onlyIn(
                List.of("console", "app"),
                "javafx..",
                "atlantafx..",
                "org.controlsfx..",
                "org.kordamp..");
    }

    @Test
    void namesThePlatformInOnePlace() {
        check(
                noClasses()
                        .that()
                        .resideOutsideOfPackage(ROOT + "app..")
                        .should()
                        .dependOnClassesThat()
                        .haveFullyQualifiedName("javafx.application.Platform"));
    }

    @Test
    void keepsControlsOutOfViewModels() {
        check(
                noClasses()
                        .that()
                        .haveSimpleNameEndingWith("ViewModel")
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage("javafx.scene.."));
    }

    @Test
    void leavesTheStandardStreamsToMain() {
        check(
                noClasses()
                        .that()
                        .doNotHaveFullyQualifiedName(ROOT + "app.Main")
                        .should(ACCESS_STANDARD_STREAMS));
    }

    @Test
    void logsThroughThePlatformsLogger() {
        onlyIn(List.of("app"), "java.util.logging..", "org.slf4j..", "ch.qos.logback..");
    }

    @Test
    void throwsNoGenericExceptions() {
        check(NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS);
    }

    @Test
    void hasNoPackagesForOddsAndEnds() {
        check(
                noClasses()
                        .should()
                        .resideInAnyPackage(
                                "..util..",
                                "..utils..",
                                "..common..",
                                "..helper..",
                                "..helpers..",
                                "..impl..",
                                "..manager.."));
    }

    @Test
    void keepsStateOutOfStaticFields() {
        check(
                noClasses()
                        .should(
                                new ArchCondition<>("hold static state") {
                                    @Override
                                    public void check(JavaClass type, ConditionEvents events) {
                                        type.getFields().stream()
                                                .filter(field ->
                                                        field.getModifiers()
                                                                .contains(JavaModifier.STATIC))
                                                .filter(field ->
                                                        !field.getModifiers()
                                                                .contains(JavaModifier.FINAL))
                                                .forEach(field ->
                                                        events.add(
                                                                SimpleConditionEvent.satisfied(
                                                                        field,
                                                                        field.getFullName()
                                                                                + " is static and not final")));
                                    }
                                }));
    }

    private static void onlyIn(List<String> allowed, String... what) {
        check(
                noClasses()
                        .that()
                        .resideOutsideOfPackages(within(Set.copyOf(allowed)))
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(what));
    }

    private static void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(CLASSES);
    }

    private static Set<String> union(Set<String> names, String name) {
        var all = new TreeSet<>(names);
        all.add(name);
        return all;
    }

    private static String[] within(Set<String> names) {
        return names.stream().map(name -> ROOT + name + "..").toArray(String[]::new);
    }
}
