/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.osgi.service.component.annotations.Reference;
import org.sipconnector.api.Event;
import org.sipconnector.kernel.Handover;
import org.sipconnector.kernel.Lane;
import org.sipconnector.kernel.ManagerFactory;
import org.sipconnector.spi.foundation.Foundation;

/** The five laws and the arrows between bundles, as far as code shows them. */
class LawsTest {

    private static final JavaClasses ALL = Bundles.classes();
    private static final Set<String> MANAGERS = Bundles.managers(ALL);
    private static final Set<String> FOUNDATIONS =
            Set.of("org.sipconnector.sip", "org.sipconnector.media", "org.sipconnector.http", "org.sipconnector.networkevents");

    private static DescribedPredicate<JavaClass> in(Set<String> roots, String what) {
        return describe(what, type -> type.getPackageName().startsWith(Bundles.ROOT) && roots.contains(Bundles.root(type)));
    }

    private static final DescribedPredicate<JavaClass> A_MANAGER = in(MANAGERS, "belong to a manager");

    @Test
    void thereAreManagersToJudge() {
        assertThat(MANAGERS).contains("org.sipconnector.connection", "org.sipconnector.call", "org.sipconnector.session");
    }

    @Test
    void law1AManagerNeverWaits() {
        noClasses().that(A_MANAGER).should().callMethod(Future.class, "get").orShould().callMethod(CompletableFuture.class, "get")
                .orShould().callMethod(CompletableFuture.class, "join").orShould().callMethod(Thread.class, "sleep", long.class)
                .orShould().callMethod(Object.class, "wait")
                .because("commands go down and events come up").check(ALL);
    }

    @Test
    void law2AManagerHasNoThreadsLocksOrExecutors() {
        noClasses().that(A_MANAGER).should().dependOnClassesThat(describe("are threads, locks, executors or timers",
                type -> type.isEquivalentTo(Thread.class) || type.isAssignableTo(Executor.class)
                        || type.isEquivalentTo(Executors.class) || type.getPackageName().equals("java.util.concurrent.locks")
                        || type.getPackageName().equals("java.util.concurrent.atomic")
                        || type.isEquivalentTo(java.util.Timer.class)))
                .because("its lane is its only thread").check(ALL);
        methods().that().areDeclaredInClassesThat(A_MANAGER).should().notHaveModifier(JavaModifier.SYNCHRONIZED)
                .because("nobody else is on its lane").check(ALL);
    }

    @Test
    void law3AManagerHasNoStateInStatics() {
        fields().that().areDeclaredInClassesThat(A_MANAGER).and().areStatic().and().doNotHaveModifier(JavaModifier.SYNTHETIC)
                .should().beFinal().because("state is data, handed over").check(ALL);
        noClasses().that(A_MANAGER).should().callMethod(java.time.Instant.class, "now")
                .orShould().callMethod(System.class, "currentTimeMillis").orShould().callMethod(System.class, "nanoTime")
                .orShould().callMethod(java.util.UUID.class, "randomUUID").orShould().callMethod(Math.class, "random")
                .because("time, chance and ids are the lane's, so that what it did can be replayed").check(ALL);
    }

    /** The session keeps no state, and the facade shows none. */
    @Test
    void law3AManagersStateIsChangedShownAndHandedOverByItsContext() {
        Set<String> without = Set.of("org.sipconnector.session", "org.sipconnector.facade");
        noClasses().that(in(MANAGERS.stream().filter(root -> !without.contains(root)).collect(toSet()), "belong to a manager with a state"))
                .should().callMethod(Lane.class, "show", Object.class)
                .orShould().callMethod(Handover.class, "of", int.class, Record.class)
                .because("what others see and what is handed over is never out of step with the state").check(ALL);
    }

    /** A connector has a reference to the table of each class, instead of an object for each event that each of them hears. */
    @Test
    void managersHearEachEventByAHandlerInATableOfTheClass() {
        noClasses().that(A_MANAGER).should().callMethod(Lane.class, "on", Class.class, Consumer.class)
                .because("EventHandlers are built once for all connectors").check(ALL);
        List<String> asked = new ArrayList<>();
        ALL.stream().filter(A_MANAGER).forEach(type -> type.getInstanceofChecks().stream()
                .filter(check -> check.getRawType().isAssignableTo(Event.class))
                .forEach(check -> asked.add(check.getRawType().getSimpleName() + " in " + check.getSourceCodeLocation())));
        assertThat(asked).as("events that are asked what they are").isEmpty();
    }

    @Test
    void law4ManagersAreImportedByNobody() {
        for (String manager : MANAGERS) {
            noClasses().that().resideOutsideOfPackage(manager + "..").should().dependOnClassesThat()
                    .resideInAPackage(manager + "..").allowEmptyShould(true)
                    .because("updating a manager must touch no other bundle").check(ALL);
        }
    }

    /** A command to the foundation itself could not be rehearsed in the dark. */
    @Test
    void managersReferToStableStandInsOfFoundations() {
        List<String> direct = new ArrayList<>();
        for (JavaClass type : ALL) {
            if (type.isAssignableTo(ManagerFactory.class)) {
                type.getConstructors().forEach(constructor -> constructor.getParameters().stream()
                        .filter(parameter -> parameter.getRawType().isAssignableTo(Foundation.class))
                        .filter(parameter -> parameter.isAnnotatedWith(Reference.class))
                        .filter(parameter -> !Foundation.STABLE.equals(parameter.getAnnotationOfType(Reference.class).target()))
                        .forEach(parameter -> direct.add(type.getName() + " " + parameter.getRawType().getSimpleName())));
            }
        }
        assertThat(direct).isEmpty();
    }

    @Test
    void managersKnowApiSpiAndKernelOnly() {
        classes().that(A_MANAGER).should().onlyDependOnClassesThat(
                resideInAnyPackage("java..", "org.slf4j..", "org.osgi..", "org.jspecify..", "org.sipconnector.api..", "org.sipconnector.spi..",
                        "org.sipconnector.kernel", "org.sipconnector.kernel.chart", "org.sipconnector.kernel.json").or(A_MANAGER))
                .check(ALL);
    }

    @Test
    void foundationsKnowApiAndSpiButNotTheKernel() {
        noClasses().that(in(FOUNDATIONS, "belong to a foundation")).should().dependOnClassesThat()
                .resideInAPackage("org.sipconnector.kernel..").check(ALL);
    }

    @Test
    void theKernelKnowsNoFoundationAndTheApiKnowsNobody() {
        noClasses().that().resideInAPackage("org.sipconnector.kernel..").should()
                .dependOnClassesThat(in(FOUNDATIONS, "belong to a foundation")).check(ALL);
        classes().that().resideInAPackage("org.sipconnector.api..").should().onlyDependOnClassesThat(
                resideInAnyPackage("java..", "org.osgi..", "org.slf4j..", "org.jspecify..", "org.sipconnector.api..")).check(ALL);
    }

    /** An update of the SPI or of the simulator's API touches no bundle of a client. */
    @Test
    void theSpiKnowsTheApiOnlyAndTheSimulatorsApiBoth() {
        classes().that().resideInAPackage("org.sipconnector.spi..").should().onlyDependOnClassesThat(
                resideInAnyPackage("java..", "javax.crypto..", "org.osgi..", "org.slf4j..", "org.jspecify..", "org.sipconnector.api..",
                        "org.sipconnector.spi.."))
                .check(ALL);
        classes().that().resideInAPackage("org.sipconnector.simulator..").should().onlyDependOnClassesThat(
                resideInAnyPackage("java..", "org.osgi..", "org.jspecify..", "org.sipconnector.api..", "org.sipconnector.spi.media",
                        "org.sipconnector.simulator.."))
                .check(ALL);
        noClasses().that().resideOutsideOfPackages("org.sipconnector.simulator..", "org.sipconnector.conferencesimulator..").should()
                .dependOnClassesThat().resideInAPackage("org.sipconnector.simulator..").check(ALL);
    }

    /** As the README of {@code spi} says. */
    @Test
    void eachPackageOfTheSpiIsUsedByThoseItIsFor() {
        Set<String> simulator = Set.of("org.sipconnector.conferencesimulator", "org.sipconnector.simulator");
        assertUsers("sip", MANAGERS, simulator,
                Set.of("org.sipconnector.sip", "org.sipconnector.kernel", "org.sipconnector.health", "org.sipconnector.shell",
                        "org.sipconnector.cluster", "org.sipconnector.metrics", "org.sipconnector.rest", "org.sipconnector.tracing"));
        assertUsers("media", MANAGERS, simulator,
                Set.of("org.sipconnector.media", "org.sipconnector.kernel", "org.sipconnector.health", "org.sipconnector.shell",
                        "org.sipconnector.metrics", "org.sipconnector.rest"));
        assertUsers("http", MANAGERS, Set.of("org.sipconnector.http", "org.sipconnector.kernel"));
        assertUsers("network", MANAGERS, Set.of("org.sipconnector.networkevents", "org.sipconnector.kernel"));
        assertUsers("foundation", MANAGERS, FOUNDATIONS, simulator, Set.of("org.sipconnector.kernel", "org.sipconnector.standby"));
        assertUsers("store", MANAGERS,
                Set.of("org.sipconnector.statestore", "org.sipconnector.cluster", "org.sipconnector.kernel", "org.sipconnector.health",
                        "org.sipconnector.shell",
                        "org.sipconnector.metrics"));
        assertUsers("cluster",
                Set.of("org.sipconnector.cluster", "org.sipconnector.kernel", "org.sipconnector.sip", "org.sipconnector.health",
                        "org.sipconnector.rest", "org.sipconnector.shell"));
        assertUsers("metrics",
                Set.of("org.sipconnector.kernel", "org.sipconnector.metrics", "org.sipconnector.metricsservlet", "org.sipconnector.shell"));
        assertUsers("health",
                Set.of("org.sipconnector.health", "org.sipconnector.healthchecks", "org.sipconnector.metrics", "org.sipconnector.rest",
                        "org.sipconnector.shell"));
        assertUsers("simulation", Set.of("org.sipconnector.conferencesimulator", "org.sipconnector.rest"));
        assertUsers("standby", Set.of("org.sipconnector.kernel", "org.sipconnector.standby"));
        noClasses().that().resideInAPackage("org.sipconnector.eventbridge..").should().dependOnClassesThat()
                .resideInAPackage("org.sipconnector.spi..").because("it is a client like others").check(ALL);
    }

    @SafeVarargs
    private static void assertUsers(String name, Set<String>... roots) {
        Set<String> allowed = new TreeSet<>(Set.of("org.sipconnector.spi"));
        List.of(roots).forEach(allowed::addAll);
        noClasses().that(describe("are of none of " + allowed, type -> !allowed.contains(Bundles.root(type)))).should().dependOnClassesThat()
                .resideInAPackage("org.sipconnector.spi." + name).check(ALL);
    }

    /** States name types without saying in which of both they are. */
    @Test
    void noTypeOfTheSpiHasTheNameOfOneOfTheApi() {
        Set<String> both = below("org.sipconnector.api.");
        both.retainAll(below("org.sipconnector.spi."));

        assertThat(both).as("types of both").allMatch(name -> name.endsWith("package-info"));
    }

    private static Set<String> below(String root) {
        return ALL.stream().map(JavaClass::getName).filter(name -> name.startsWith(root)).map(name -> name.substring(root.length())).collect(toSet());
    }

    @Test
    void foundationTypesStayInside() {
        noClasses().that().resideOutsideOfPackage("org.sipconnector.sip..").should().dependOnClassesThat()
                .resideInAnyPackage("javax.sip..", "gov.nist..", "io.netty..").check(ALL);
        noClasses().that().resideOutsideOfPackage("org.sipconnector.media..").should().dependOnClassesThat()
                .resideInAnyPackage("dev.onvoid..").check(ALL);
    }
}
