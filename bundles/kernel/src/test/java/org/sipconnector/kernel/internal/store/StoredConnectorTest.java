/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.store;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.sipconnector.api.ConnectorConfiguration;
import org.sipconnector.api.call.CallManager;
import org.sipconnector.api.call.CallParameters;
import org.sipconnector.api.call.CallSnapshot;
import org.sipconnector.spi.network.NetworkEvent;
import org.sipconnector.spi.standby.HeldConnector;
import org.sipconnector.spi.standby.HeldFoundation;
import org.sipconnector.spi.standby.HeldManager;
import org.sipconnector.spi.standby.HeldMessage;
import org.sipconnector.spi.standby.HeldStep;
import org.sipconnector.spi.standby.Promise;
import org.sipconnector.spi.store.ProcessRestarted;
import org.sipconnector.spi.store.ProcessRestartedException;

/** A connector comes out of its bytes as another process goes on with it. */
class StoredConnectorTest {

    private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");
    private static final Duration LONGEST = Duration.ofMinutes(2);
    private static final ManagerApis APIS = name -> name.equals(CallManager.class.getName()) ? Optional.of(CallManager.class) : Optional.empty();

    private final HeldManager manager = new HeldManager(CallManager.class, 3, new byte[] {1, 2}, CallSnapshot.IDLE,
            new HeldManager.IdSource(1, 2, 3), List.of(new HeldManager.HeldTimer("soon", Duration.ofSeconds(5)),
                    new HeldManager.HeldTimer("later", Duration.ofSeconds(60))));
    private final HeldConnector held = new HeldConnector(ConnectorConfiguration.builder("office").server("host").build(), List.of(manager),
            Map.of("kept-1", CallParameters.to("600"), "kept-2", new Object()), List.of(), List.of(new HeldStep("CallManager", "step")));

    /** What comes of a connector that was resumed. */
    private static List<HeldMessage> messages(HeldConnector resumed) {
        List<HeldMessage> all = new ArrayList<>();
        resumed.takenUpBy(new HeldMessages(all::add));
        return all;
    }

    private StoredConnector stored() {
        held.add(new HeldMessage.Posted(new NetworkEvent.Offline()));
        HeldFoundation sip = new HeldFoundation(Set.of("sip"), Map.of(held.id(), "its dialogs"), List.of());
        return StoredConnector.fromBytes(StoredConnector.of(held, List.of(sip), NOON).toBytes(), APIS);
    }

    @Test
    void everythingThatIsDataComesBack() {
        StoredConnector stored = stored();

        assertThat(stored.saved()).isEqualTo(NOON);
        assertThat(stored.held().configuration()).isEqualTo(held.configuration());
        assertThat(stored.held().kept()).isEqualTo(Map.of("kept-1", CallParameters.to("600")));
        assertThat(stored.left()).isEqualTo(Map.of(Set.of("sip"), "its dialogs"));
        HeldManager read = stored.held().managers().get(0);
        assertThat(read.api()).isEqualTo(CallManager.class);
        assertThat(read.state()).isEqualTo(manager.state());
        assertThat(read.snapshot()).isEqualTo(manager.snapshot());
        assertThat(read.ids()).isEqualTo(manager.ids());
    }

    @Test
    void whatClientsWaitForFailsSinceTheirProcessMayGoOn() {
        CompletableFuture<Object> promised = new CompletableFuture<>();
        Promise promise = new Promise("reply-1", (value, error) -> promised.completeExceptionally(error));

        StoredConnector.of(new HeldConnector(held.configuration(), List.of(), Map.of(), List.of(promise)), List.of(), NOON);

        assertThat(promised).failsWithin(Duration.ZERO).withThrowableThat().withCauseInstanceOf(ProcessRestartedException.class);
    }

    @Test
    void whatIsPostedWhileItIsWrittenIsNotAmongIt() {
        StoredConnector stored = StoredConnector.of(held, List.of(), NOON);

        held.add(new HeldMessage.Posted(new NetworkEvent.Offline()));

        assertThat(stored.events()).isEmpty();
    }

    @Test
    void timersGoOnWithWhatTheGapLeavesThem() {
        HeldConnector resumed = stored().resumed(NOON.plusSeconds(10), Instant.MIN, LONGEST);

        assertThat(resumed.managers().get(0).timers()).containsExactly(new HeldManager.HeldTimer("soon", Duration.ZERO),
                new HeldManager.HeldTimer("later", Duration.ofSeconds(50)));
    }

    @Test
    void managersHearWhatWaitedThenOfTheGapThenThatNothingComesOfTheirSteps() {
        List<HeldMessage> messages = messages(stored().resumed(NOON.plusSeconds(10), Instant.MIN, LONGEST));

        assertThat(messages).containsExactly(new HeldMessage.Posted(new NetworkEvent.Offline()),
                new HeldMessage.Posted(new ProcessRestarted(NOON, false)),
                new HeldMessage.Answer("CallManager", "step", null, new ProcessRestartedException()));
    }

    @Test
    void aGapThatIsTooLongIsSaidToBeAndAClockThatWentBackIsNoGap() {
        assertThat(messages(stored().resumed(NOON.plusSeconds(121), Instant.MIN, LONGEST)))
                .contains(new HeldMessage.Posted(new ProcessRestarted(NOON, true)));
        assertThat(messages(stored().resumed(NOON.minusSeconds(5), Instant.MIN, LONGEST)))
                .contains(new HeldMessage.Posted(new ProcessRestarted(NOON, false)));
        assertThat(new ProcessRestarted(NOON, false).gap(NOON.minusSeconds(5))).isZero();
    }

    @Test
    void aManagerThatIsNotInstalledAnyMoreIsLeftOut() {
        byte[] bytes = StoredConnector.of(held, List.of(), NOON).toBytes();

        assertThat(StoredConnector.fromBytes(bytes, name -> Optional.empty()).held().managers()).isEmpty();
    }

    /** The bytes with everything of a type made unknown. */
    private static byte[] without(String type, byte[] bytes) {
        String known = new String(bytes, ISO_8859_1);
        assertThat(known).contains(type);
        return known.replace(type, "x".repeat(type.length())).getBytes(ISO_8859_1);
    }

    @Test
    void whatAnotherReleaseKnewAloneIsLeftOutAndTheConnectorGoesOn() {
        held.add(new HeldMessage.Posted(new NetworkEvent.Offline()));
        HeldFoundation sip = new HeldFoundation(Set.of("sip"), Map.of(held.id(), new NetworkEvent.Online(Set.of("a"))), List.of());
        byte[] bytes = StoredConnector.of(held, List.of(sip), NOON).toBytes();

        StoredConnector read = StoredConnector.fromBytes(without("NetworkEvent$Offline", without("NetworkEvent$Online",
                without("call.CallParameters", without("call.CallSnapshot", bytes)))), APIS);

        assertThat(read.events()).isEmpty();
        assertThat(read.left()).isEmpty();
        assertThat(read.held().kept()).isEmpty();
        assertThat(read.held().managers()).singleElement().satisfies(each -> {
            assertThat(each.state()).isEqualTo(manager.state());
            assertThat(each.snapshot()).isNull();
            assertThat(each.timers()).isEqualTo(manager.timers());
        });
    }

    @Test
    void bytesOfAnythingElseAreRefusedWhereverTheyEnd() {
        byte[] bytes = StoredConnector.of(held, List.of(), NOON).toBytes();

        for (int length = 0; length < bytes.length; length++) {
            byte[] prefix = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> StoredConnector.fromBytes(prefix, APIS)).as("the first %d bytes", length)
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> StoredConnector.fromBytes("hello".getBytes(UTF_8), APIS))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
