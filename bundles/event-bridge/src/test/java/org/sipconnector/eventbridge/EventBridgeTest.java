/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.eventbridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.call.CallEvent;
import org.sipconnector.api.connector.ConnectorEvent;
import org.sipconnector.api.media.PeerId;

class EventBridgeTest {

    private final List<Event> posted = new ArrayList<>();
    private final EventBridge bridge = new EventBridge(new EventAdmin() {
        @Override
        public void postEvent(Event event) {
            posted.add(event);
        }

        @Override
        public void sendEvent(Event event) {
            throw new AssertionError("a handler must never hold up a connector's events");
        }
    });

    @Test
    void anEventIsPostedUnderItsFamilyAndName() {
        CallEvent event = new CallEvent.PeerConnectionConfirmed(new PeerId("p"));
        bridge.onEvent(ConnectorId.of("demo"), event);

        assertThat(posted).singleElement().satisfies(post -> {
            assertThat(post.getTopic()).isEqualTo("org/sipconnector/call/peerconnection/confirmed");
            assertThat(post.getProperty("connector.id")).isEqualTo("demo");
            assertThat(post.getProperty("event.name")).isEqualTo("call:peerconnection:confirmed");
            assertThat(post.getProperty("event")).isSameAs(event);
            assertThat(post.getProperty("timestamp")).isInstanceOf(Long.class);
        });
    }

    @Test
    void anEventWithoutAFamilyBelongsToTheConnector() {
        bridge.onEvent(ConnectorId.of("demo"), new ConnectorEvent.DisconnectedFromOutOfCall());

        assertThat(posted).extracting(Event::getTopic)
                .containsExactly("org/sipconnector/connector/disconnected-from-out-of-call");
    }
}
