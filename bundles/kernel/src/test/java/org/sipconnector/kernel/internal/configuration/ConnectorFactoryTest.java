/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sipconnector.api.ConfigurationWarning;
import org.sipconnector.api.Connector;
import org.sipconnector.api.ConnectorConfiguration;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.RefusedConfiguration;
import org.sipconnector.kernel.internal.connectors.ConnectorServices;
import org.sipconnector.kernel.internal.connectors.ConfiguredConnectors;
import org.sipconnector.kernel.internal.connectors.Kernel;
import org.sipconnector.kernel.internal.lane.LaneRuntime;
import org.sipconnector.kernel.internal.time.RealTime;
import org.sipconnector.spi.standby.Restarts;

/** Connectors by configurations that come, change, are wrong, go and come back. */
class ConnectorFactoryTest {

    private static final String PID = "org.sipconnector.connector~a";
    private static final ConnectorId ID = ConnectorId.of("a");

    private final RealTime time = new RealTime();
    private final Kernel kernel = new Kernel(new LaneRuntime(Runnable::run, Runnable::run, time, any -> 0.5, () -> 1L,
            Duration.ofSeconds(1), 1_000), (connector, event) -> {}, ConnectorServices.NONE, Duration.ofMinutes(1), (code, why) -> {});
    private final List<Runnable> waiting = new ArrayList<>();
    private ConnectorFactory factory = of(Path.of("/no/such/folder"));

    @TempDir
    Path etc;

    private Path first;
    private Path second;

    private ConnectorFactory of(Path folder) {
        return new ConnectorFactory(kernel, new ConfiguredConnectors(kernel, () -> false), Map.of(), gone -> {
            waiting.add(gone);
            return () -> waiting.remove(gone);
        }, new WatchedFolders(Set.of(folder)), new AwaitedFiles(List.of()));
    }

    private Map<String, String> of(Path file, String server) {
        return Map.of("server", server, "felix.fileinstall.filename", file.toFile().toURI().toString());
    }

    private String server() {
        return connector().orElseThrow().configuration().server();
    }

    private List<String> refusals() {
        return kernel.refused().stream().map(refused -> refused.source() + ": " + refused.reason()).toList();
    }

    private void updated(String pid, Map<String, String> properties) {
        factory.updated(pid, (Map<String, ?>) properties);
    }

    private void timePasses() {
        List<Runnable> due = List.copyOf(waiting);
        waiting.clear();
        due.forEach(Runnable::run);
    }

    private Optional<Connector> connector() {
        return kernel.find(ID);
    }

    @Test
    void aFileThatIsDeletedAndWrittenAgainChangesNothing() {
        updated(PID, Map.of("server", "host"));
        Connector before = connector().orElseThrow();

        factory.deleted(PID);
        updated(PID, Map.of("server", "host"));
        timePasses();

        assertThat(connector()).containsSame(before);
        assertThat(waiting).isEmpty();
    }

    @Test
    void whatIsRefusedForItselfIsReadOnceMoreAndThenWhenItChanges() {
        Map<String, String> wrong = Map.of("server", "host", "tls.trust", "ca-file", "tls.caFile", "/no/such/file.pem");
        updated(PID, wrong);
        assertThat(factory.unsettled()).as("the file may have come meanwhile").containsExactly(PID);

        updated(PID, wrong);
        assertThat(factory.unsettled()).isEmpty();
        assertThat(refusals()).hasSize(1);

        updated(PID, Map.of("server", "host"));
        assertThat(factory.unsettled()).isEmpty();
        assertThat(refusals()).isEmpty();
    }

    /** Configuration Admin may hear of the other one later. */
    @Test
    void whatIsRefusedIsReadTwiceWhenAnotherFillsItIn() {
        Map<String, String> unfilled = Map.of("server", "$[env:SERVER]");
        updated(PID, unfilled);
        factory.unsettle();
        updated(PID, unfilled);
        assertThat(factory.unsettled()).containsExactly(PID);
        updated(PID, unfilled);
        assertThat(factory.unsettled()).isEmpty();

        factory.unsettle();
        assertThat(factory.unsettled()).containsExactly(PID);
        updated(PID, unfilled);
        assertThat(factory.unsettled()).containsExactly(PID);
        updated(PID, Map.of("server", "host"));
        assertThat(server()).isEqualTo("host");
        factory.unsettle();
        assertThat(factory.unsettled()).isEmpty();
    }

    @Test
    void whatIsRefusedForAnotherIsReadAgainUntilThatIsOver() {
        kernel.open(ConnectorConfiguration.builder(ID.value()).server("host").build());
        updated(PID, Map.of("server", "host"));
        updated(PID, Map.of("server", "host"));

        assertThat(factory.unsettled()).containsExactly(PID);
    }

    @Test
    void aFileThatStaysAwayEndsItsConnector() {
        updated(PID, Map.of("server", "host"));
        factory.deleted(PID);
        assertThat(connector()).isPresent();

        timePasses();

        assertThat(connector()).isEmpty();
        assertThat(factory.opened()).isEmpty();
    }

    @Test
    void aConfigurationThatComesBackUnderAnotherPidIsTheSameConnectors() {
        updated("org.sipconnector.connector.random-pid",
                Map.of("server", "host", "felix.fileinstall.filename", "file:/etc/org.sipconnector.connector-a.cfg"));
        Connector before = connector().orElseThrow();

        factory.deleted("org.sipconnector.connector.random-pid");
        updated(PID, Map.of("server", "host"));
        timePasses();
        assertThat(connector()).containsSame(before);

        factory.deleted("org.sipconnector.connector.random-pid");
        timePasses();
        assertThat(connector()).containsSame(before);
        factory.deleted(PID);
        timePasses();
        assertThat(connector()).isEmpty();
    }

    @Test
    void aConnectorOfTheFormerProcessIsThatOfTheFileWithItsIdWhateverTheFilesName() {
        updated(PID, Map.of("server", "host"));
        kernel.handover().recover(kernel.handover().leave("1.0.0", Map.of()).with(new Restarts(false, Optional.of(Set.of(ID)), Optional::empty)),
                "1.0.0");
        Connector recovered = connector().orElseThrow();

        of(etc).updated("org.sipconnector.connector.random-pid", (Map<String, ?>) of(etc.resolve("org.sipconnector.connector-a.config"), "new"));

        assertThat(refusals()).isEmpty();
        assertThat(connector()).containsSame(recovered);
        assertThat(server()).isEqualTo("new");
    }

    @Test
    void aWrongChangeIsToldAndTheLastGoodConfigurationStays() {
        updated(PID, Map.of("server", "host"));
        updated(PID, Map.of("server", "a host"));

        assertThat(connector().orElseThrow().configuration().server()).isEqualTo("host");
        assertThat(kernel.refused()).extracting(RefusedConfiguration::source, RefusedConfiguration::reason).singleElement()
                .satisfies(line -> assertThat(line.toString()).contains(PID, "server: 'a host' must be"));
        assertThat(factory.unsettled()).containsExactly(PID);

        updated(PID, Map.of("server", "other"));
        assertThat(kernel.refused()).isEmpty();
        assertThat(factory.unsettled()).isEmpty();
        assertThat(connector().orElseThrow().configuration().server()).isEqualTo("other");
    }

    @Test
    void aRefusedFileThatIsDeletedIsNotSpokenOfAnyMore() {
        updated(PID, Map.of("server", "a host"));
        factory.deleted(PID);

        assertThat(kernel.refused()).isEmpty();
        assertThat(waiting).isEmpty();
    }

    @Test
    void anUnknownKeyIsToldWhileItIsThere() {
        updated(PID, Map.of("server", "host", "displayNam", "x"));
        assertThat(kernel.warnings()).extracting(ConfigurationWarning::text)
                .containsExactly("displayNam: is no known key; did you mean displayName?");

        updated(PID, Map.of("server", "host", "displayName", "x"));
        assertThat(kernel.warnings()).isEmpty();
    }

    @Test
    void aFileWithoutAnIdIsRefusedUntilItGoes() {
        factory.unnamed();
        assertThat(kernel.refused()).singleElement().satisfies(refused -> assertThat(refused.source() + ": " + refused.reason())
                .isEqualTo("org.sipconnector.connector.cfg: id: is missing; name the file org.sipconnector.connector~ID.cfg"));

        factory.deleted("org.sipconnector.connector");
        assertThat(kernel.refused()).isEmpty();
    }

    @Test
    void aConnectorStaysWhileTheWholeFolderOfItsFileIsAway() {
        updated(PID, Map.of("server", "host", "felix.fileinstall.filename", "file:/no/such/folder/org.sipconnector.connector~a.cfg"));
        Connector before = connector().orElseThrow();

        factory.deleted(PID);
        timePasses();
        timePasses();
        assertThat(connector()).containsSame(before);

        updated(PID, Map.of("server", "host", "felix.fileinstall.filename", "file:/no/such/folder/org.sipconnector.connector~a.cfg"));
        timePasses();
        assertThat(connector()).containsSame(before);
        assertThat(waiting).isEmpty();
    }

    @Test
    void oneOfTwoFilesOfAnIdStaysInForceUntilItGoesAndThenTheOtherIs() {
        String other = "org.sipconnector.connector.of-the-other";
        Map<String, String> second = Map.of("server", "second", "felix.fileinstall.filename", "file:/etc/org.sipconnector.connector-a.cfg");
        updated(PID, Map.of("server", "first", "felix.fileinstall.filename", "file:/etc/org.sipconnector.connector~a.cfg"));
        Connector connector = connector().orElseThrow();

        updated(other, second);

        assertThat(connector.configuration().server()).isEqualTo("first");
        assertThat(kernel.refused()).singleElement().satisfies(refused -> assertThat(refused.source() + ": " + refused.reason())
                .isEqualTo("org.sipconnector.connector-a.cfg: id: 'a' is that of org.sipconnector.connector~a.cfg too, "
                        + "which stays in force; delete one of the two"));
        factory.deleted(PID);
        timePasses();
        assertThat(connector()).as("calls go on").containsSame(connector);
        assertThat(factory.unsettled()).containsExactly(other);

        updated(other, second);
        assertThat(connector.configuration().server()).isEqualTo("second");
        assertThat(kernel.refused()).isEmpty();
        factory.deleted(other);
        timePasses();
        assertThat(connector()).isEmpty();
    }

    /** Refused files are read again every few seconds. */
    @Test
    void aFileThatIsWrittenAnewKeepsItsConnectorThoughTheOtherOfItsIdIsReadMeanwhile() throws IOException {
        twoFilesOfOneIdOfWhichTheFirstIsInForce();
        String other = "org.sipconnector.connector.of-the-other";
        updated(other, of(second, "second"));

        Files.delete(first);
        factory.deleted(PID);
        updated(other, of(second, "second"));
        assertThat(server()).isEqualTo("first");
        Files.createFile(first);
        updated(PID, of(first, "anew"));
        timePasses();

        assertThat(server()).isEqualTo("anew");
        assertThat(refusals()).containsExactly("org.sipconnector.connector-a.cfg: id: 'a' is that of org.sipconnector.connector~a.cfg too, "
                + "which stays in force; delete one of the two");
    }

    private void twoFilesOfOneIdOfWhichTheFirstIsInForce() throws IOException {
        factory = of(etc);
        first = Files.createFile(etc.resolve("org.sipconnector.connector~a.cfg"));
        second = Files.createFile(etc.resolve("org.sipconnector.connector-a.cfg"));
        updated(PID, of(first, "first"));
    }

    /** File Install gives both the PID of the first. */
    @Test
    void aSecondFileThatIsReadUnderThePidOfTheFirstIsRefusedAndGoesWithoutATrace() throws Exception {
        twoFilesOfOneIdOfWhichTheFirstIsInForce();
        Connector connector = connector().orElseThrow();

        updated(PID, of(second, "second"));
        updated(PID, of(second, "second again"));
        assertThat(server()).isEqualTo("first");
        assertThat(refusals()).containsExactly("org.sipconnector.connector-a.cfg: id: 'a' is that of org.sipconnector.connector~a.cfg too, "
                + "which stays in force; delete one of the two");

        Files.delete(second);
        factory.deleted(PID);
        assertThat(refusals()).isEmpty();
        timePasses();
        timePasses();
        assertThat(connector()).as("the first file is there, and will be read again").containsSame(connector);
        updated(PID, of(first, "first"));
        timePasses();
        assertThat(connector()).containsSame(connector);
        assertThat(refusals()).isEmpty();
    }

    @Test
    void aSecondFileThatIsReadUnderThePidOfTheFirstIsUsedWhenTheFirstHasGone() throws Exception {
        twoFilesOfOneIdOfWhichTheFirstIsInForce();
        updated(PID, of(second, "second"));

        Files.delete(first);
        assertThat(factory.unsettled()).containsExactly(PID);
        updated(PID, of(second, "second"));

        assertThat(server()).isEqualTo("second");
        assertThat(refusals()).isEmpty();
    }

    @Test
    void theFirstFileThatComesBackWithAConfigurationOfItsOwnStaysInForce() throws Exception {
        twoFilesOfOneIdOfWhichTheFirstIsInForce();
        Connector connector = connector().orElseThrow();
        updated(PID, of(second, "second"));

        updated("of-its-own", of(first, "changed"));
        updated(PID, of(second, "second"));
        assertThat(server()).isEqualTo("changed");
        assertThat(refusals()).singleElement().asString().startsWith("org.sipconnector.connector-a.cfg: id: 'a' is that of");

        Files.delete(second);
        factory.deleted(PID);
        timePasses();
        assertThat(refusals()).isEmpty();
        assertThat(connector()).containsSame(connector);
        Files.delete(first);
        factory.deleted("of-its-own");
        timePasses();
        assertThat(connector()).isEmpty();
    }

    @Test
    void whatIsRightInOneFileOfAnIdTakesNothingBackThatIsWrongInTheOther() {
        Map<String, String> first = Map.of("server", "first", "felix.fileinstall.filename", "file:/etc/org.sipconnector.connector~a.cfg");
        updated(PID, first);
        updated("other", Map.of("server", "second", "displayNam", "x", "felix.fileinstall.filename", "file:/etc/org.sipconnector.connector-a.cfg"));
        updated(PID, first);

        assertThat(refusals()).singleElement().asString().startsWith("org.sipconnector.connector-a.cfg: id: 'a' is that of");
        assertThat(kernel.warnings()).hasSize(1);
        factory.deleted("other");
        assertThat(refusals()).isEmpty();
        assertThat(kernel.warnings()).isEmpty();
    }

    @Test
    void theFileThatWasRefusedForItsIdMayGoWithoutATrace() {
        updated(PID, Map.of("server", "first", "felix.fileinstall.filename", "file:/etc/org.sipconnector.connector~a.cfg"));
        updated("other", Map.of("server", "second", "felix.fileinstall.filename", "file:/etc/org.sipconnector.connector-a.cfg"));

        factory.deleted("other");
        updated(PID, Map.of("server", "third", "felix.fileinstall.filename", "file:/etc/org.sipconnector.connector~a.cfg"));

        assertThat(kernel.refused()).isEmpty();
        assertThat(connector().orElseThrow().configuration().server()).isEqualTo("third");
    }

    @Test
    void anIdThatAClientHasTakenIsRefused() {
        kernel.open(ConnectorConfiguration.builder("a").server("of-a-client").build());

        updated(PID, Map.of("server", "host"));

        assertThat(kernel.refused()).extracting(RefusedConfiguration::reason)
                .containsExactly("id: 'a' is taken by another connector");
        factory.deleted(PID);
        assertThat(connector()).isPresent();
    }

    @Test
    void reportsOfOtherBundlesAreThereForAsLongAsTheySay() {
        RefusedConfiguration one = new RefusedConfiguration("pid", "file", "key: wrong");
        RefusedConfiguration same = new RefusedConfiguration("pid", "file", "key: wrong");
        kernel.reports().add(one);
        kernel.reports().add(same);
        assertThat(kernel.refused()).containsExactly(one);

        kernel.reports().remove(one);
        assertThat(kernel.refused()).containsExactly(same);
        kernel.reports().remove(same);
        assertThat(kernel.refused()).isEmpty();
    }
}
