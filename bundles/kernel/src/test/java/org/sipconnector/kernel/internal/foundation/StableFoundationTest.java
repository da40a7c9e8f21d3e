/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.foundation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.SipConnectorException;
import org.sipconnector.spi.foundation.EventSink;
import org.sipconnector.spi.foundation.Foundation;
import org.sipconnector.spi.foundation.StateTransfer;
import org.sipconnector.spi.standby.HeldFoundation;

class StableFoundationTest {

    public interface Lamps extends Foundation {
        void light(String lamp);

        int lit();

        default String colour() {
            return "none is known";
        }
    }

    private static final class Hall implements Lamps {
        private final List<String> commands = new ArrayList<>();
        private final List<ConnectorId> owners = new ArrayList<>();

        @Override
        public void light(String lamp) {
            commands.add(lamp);
        }

        @Override
        public int lit() {
            return commands.size();
        }

        @Override
        public String colour() {
            return "red";
        }

        @Override
        public void attach(ConnectorId owner, EventSink sink) {
            assertThat(commands).as("commands before owners").isEmpty();
            owners.add(owner);
        }

        @Override
        public void detach(ConnectorId owner) {}

        @Override
        public void release(ConnectorId owner) {}
    }

    private final Hall hall = new Hall();
    private final StableFoundation stable = new StableFoundation(hall);
    private final Lamps lamps = (Lamps) stable.proxy();

    @Test
    void commandsAndReadingsReachTheFoundation() {
        lamps.light("a");

        assertThat(lamps.lit()).isEqualTo(1);
        assertThat(stable.names()).containsExactly(Lamps.class.getName());
    }

    @Test
    void whatAContractAnswersByItselfIsAnsweredByTheFoundationThatDoes() {
        assertThat(lamps.colour()).isEqualTo("red");
        stable.absent(hall);
        assertThat(lamps.colour()).isEqualTo("none is known");
    }

    @Test
    void commandsWaitWhileTheFoundationIsAbsentAndReachItsSuccessorInOrder() {
        stable.absent(hall);
        lamps.light("a");
        lamps.light("b");
        assertThatThrownBy(lamps::lit).isInstanceOf(SipConnectorException.class).hasMessageStartingWith("Lamps is absent");

        Hall successor = new Hall();
        stable.present(successor);

        assertThat(successor.commands).containsExactly("a", "b");
        assertThat(hall.commands).isEmpty();
    }

    @Test
    void whoAsksAnAbsentFoundationHearsSinceWhenItIsAndWhatWaitsForIt() {
        stable.absent(hall);
        lamps.light("a");

        assertThatThrownBy(lamps::lit).hasMessageMatching("Lamps is absent since \\d\\d:\\d\\d:\\d\\d: its bundle is not started, or is "
                + "being replaced; kept for its return: 1 command");
    }

    @Test
    void aFormerCopyThatGoesLaterTakesNothingAway() {
        Hall successor = new Hall();
        stable.present(successor);
        stable.absent(hall);

        lamps.light("a");

        assertThat(successor.commands).containsExactly("a");
    }

    @Test
    void ownersThatAttachedThemselvesHereAreAttachedToASuccessorBeforeTheirCommands() {
        ConnectorId stays = ConnectorId.of("stays");
        ConnectorId goes = ConnectorId.of("goes");
        ConnectorId frees = ConnectorId.of("frees");
        List.of(stays, goes, frees).forEach(owner -> lamps.attach(owner, event -> {}));
        lamps.detach(goes);
        stable.absent(hall);
        lamps.release(frees);
        lamps.light("a");

        Hall successor = new Hall();
        stable.present(successor);

        assertThat(successor.owners).containsExactly(stays);
        assertThat(successor.commands).containsExactly("a");
    }

    private static final class Museum implements Lamps, StateTransfer {
        private final List<String> seen = new ArrayList<>();

        @Override
        public void light(String lamp) {
            seen.add("light " + lamp);
        }

        @Override
        public int lit() {
            return 0;
        }

        @Override
        public void attach(ConnectorId owner, EventSink sink) {
            seen.add("attach " + owner);
        }

        @Override
        public void detach(ConnectorId owner) {}

        @Override
        public void release(ConnectorId owner) {}

        @Override
        public Map<ConnectorId, Object> leave() {
            seen.add("leave");
            return Map.of(ConnectorId.of("a"), "paintings");
        }

        @Override
        public void takeUp(ConnectorId owner, Object left) {
            seen.add("takeUp " + owner + " " + left);
        }
    }

    @Test
    void theNextCopyTakesUpWhatTheFormerOneLeftBeforeTheCommandsThatWaited() {
        Museum former = new Museum();
        StableFoundation standIn = new StableFoundation(former);
        ((Lamps) standIn.proxy()).attach(ConnectorId.of("a"), event -> {});
        standIn.absent(former);
        ((Lamps) standIn.proxy()).light("x");
        Museum next = new Museum();
        standIn.present(next);

        assertThat(former.seen).containsExactly("attach a", "leave");
        assertThat(next.seen).containsExactly("attach a", "takeUp a paintings", "light x");
    }

    @Test
    void whatWaitsForAnAbsentFoundationIsTakenUpByTheNextKernelsStandIn() {
        Museum former = new Museum();
        StableFoundation standIn = new StableFoundation(former);
        standIn.absent(former);
        ((Lamps) standIn.proxy()).light("x");
        HeldFoundation waiting = standIn.waiting();

        Museum next = new Museum();
        StableFoundation inTheNextKernel = new StableFoundation(next, List.of(waiting));
        ((Lamps) inTheNextKernel.proxy()).light("y");

        assertThat(waiting.isFor(Museum.class)).isTrue();
        assertThat(next.seen).containsExactly("takeUp a paintings", "light x", "light y");
        assertThat(inTheNextKernel.waiting().left()).isEmpty();
        assertThat(inTheNextKernel.waiting().commands()).isEmpty();
    }

    @Test
    void aCopyBesideTheFormerOneTakesOverAtOnce() {
        Museum former = new Museum();
        StableFoundation standIn = new StableFoundation(former);
        Museum next = new Museum();
        standIn.present(next);
        standIn.absent(former);

        assertThat(former.seen).containsExactly("leave");
        assertThat(next.seen).containsExactly("takeUp a paintings");
    }
}
