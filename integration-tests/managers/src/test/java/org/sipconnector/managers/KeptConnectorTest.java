/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.managers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.sipconnector.api.ConnectorConfiguration;
import org.sipconnector.api.Secret;
import org.sipconnector.api.call.CallManager;
import org.sipconnector.api.call.CallSnapshot;
import org.sipconnector.api.call.CallState;
import org.sipconnector.api.sip.DialogId;
import org.sipconnector.api.sip.UserAgentId;
import org.sipconnector.kernel.Handover;
import org.sipconnector.kernel.internal.store.StoredConnector;
import org.sipconnector.spi.sip.SipFoundationState;
import org.sipconnector.spi.sip.SipState;
import org.sipconnector.spi.standby.HeldConnector;
import org.sipconnector.spi.standby.HeldFoundation;
import org.sipconnector.spi.standby.HeldManager;
import org.sipconnector.testkit.LaneHarness;

/** A connector in a call, as a former release has kept it for its next process. */
class KeptConnectorTest {

    private static final Set<String> SIP = Set.of("org.sipconnector.spi.sip.SipUserAgents", "org.sipconnector.spi.sip.SipServers");
    private static final Instant SAVED = Instant.parse("2026-01-02T12:00:00Z");

    private static StoredConnector read() throws IOException {
        try (InputStream bytes = KeptConnectorTest.class.getResourceAsStream("/states/0.1.0-connector.cbor")) {
            return StoredConnector.fromBytes(bytes.readAllBytes(),
                    name -> ReleasedStates.MANAGERS.stream().filter(api -> api.getName().equals(name)).<Class<?>>map(api -> api).findFirst());
        }
    }

    @Test
    void itsManagersTakeTheirStatesUp() throws IOException {
        LaneHarness stage = new LaneHarness();
        new WholeConnector(stage);
        List<HeldManager> managers = read().resumed(SAVED.plusSeconds(10), Instant.MIN, Duration.ofMinutes(2)).managers();

        assertThat(managers.stream().map(HeldManager::api).collect(Collectors.toSet())).isEqualTo(new HashSet<>(ReleasedStates.MANAGERS));
        managers.forEach(manager -> stage.adopt(manager.api(), Handover.fromBytes(manager.state())));
    }

    @Test
    void whatItShowedAndWhatFoundationsHadIsAllThere() throws IOException {
        StoredConnector kept = read();

        assertThat(kept.saved()).isEqualTo(SAVED);
        assertThat(kept.held().managers().stream().filter(manager -> manager.api() == CallManager.class).map(HeldManager::snapshot))
                .singleElement().extracting(snapshot -> ((CallSnapshot) snapshot).state()).isEqualTo(CallState.IN_CALL);
        assertThat(kept.held().kept()).isNotEmpty();
        assertThat(kept.left()).isEqualTo(Map.of(SIP, dialogs()));
    }

    @Test
    void itsAccountIsTheOneItHadThoughTheRecordsOfItAreOthers() throws IOException {
        HeldConnector held = read().held();
        ConnectorConfiguration configuration = ConnectorConfiguration.builder("test").server("sip.example.org").displayName("Test User")
                .account("1001", Secret.of("secret")).build();

        assertThat(held.configuration()).isEqualTo(configuration);
        assertThat(held.kept().values()).contains(configuration.parameters());
    }

    private static SipFoundationState dialogs() {
        UserAgentId agent = new UserAgentId("agent-1");
        SipState.Call call = new SipState.Call(new DialogId("dialog-1"), true, "call-id", "<sip:office@example.com>", "local",
                "<sip:600@example.com>", "remote", "<sip:600@192.0.2.1>", List.of(), 3, 0, Sdp.offer(), 1_800, true);
        SipState.Account account = new SipState.Account(agent, "urn:uuid:0", "registration", 4, true, false, true,
                new SipState.Contact("office", "contact.invalid"), List.of(call));
        return new SipFoundationState(new SipState(List.of(account)), Map.of(), List.of(), List.of(), Optional.empty());
    }

    /** With {@code -Dkept.file=FILE}, before a release. */
    @Test
    @EnabledIfSystemProperty(named = "kept.file", matches = ".+")
    void thePresentOneIsWrittenToAFile() throws IOException {
        LaneHarness stage = new LaneHarness();
        new WholeConnector(stage).inCall();
        HeldConnector held = stage.leave();

        StoredConnector kept = StoredConnector.of(held, List.of(new HeldFoundation(SIP, Map.of(held.id(), dialogs()), List.of())), SAVED);

        Files.write(Path.of(System.getProperty("kept.file")), kept.toBytes());
    }
}
