package org.sipconnector.kernel.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.SipConnectorException;
import org.sipconnector.api.foundation.EventSink;
import org.sipconnector.api.foundation.Foundation;

class StableFoundationTest {

    public interface Lamps extends Foundation {
        void light(String lamp);

        int lit();
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
}
