/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.eventbridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.call.CallEvent;
import org.sipconnector.api.connector.ConnectorEvent;
import org.sipconnector.api.media.PeerId;

class EventBridgeTest {

    private final List<Event> posted = new CopyOnWriteArrayList<>();
    private final Set<Thread> posters = ConcurrentHashMap.newKeySet();
    private final EventBridge bridge = new EventBridge(new EventAdmin() {
        @Override
        public void postEvent(Event event) {
            posters.add(Thread.currentThread());
            posted.add(event);
        }

        @Override
        public void sendEvent(Event event) {
            throw new AssertionError("a handler must never hold up a connector's events");
        }
    });

    @Test
    void anEventIsPostedUnderItsFamilyAndName() throws Exception {
        CallEvent event = new CallEvent.PeerConnectionConfirmed(new PeerId("p"));
        bridge.onEvent(ConnectorId.of("demo"), event);
        bridge.deactivate();

        assertThat(posted).singleElement().satisfies(post -> {
            assertThat(post.getTopic()).isEqualTo("org/sipconnector/call/peerconnection/confirmed");
            assertThat(post.getProperty("connector.id")).isEqualTo("demo");
            assertThat(post.getProperty("event.name")).isEqualTo("call:peerconnection:confirmed");
            assertThat(post.getProperty("event")).isSameAs(event);
            assertThat(post.getProperty("timestamp")).isInstanceOf(Long.class);
        });
    }

    @Test
    void anEventWithoutAFamilyBelongsToTheConnector() throws Exception {
        bridge.onEvent(ConnectorId.of("demo"), new ConnectorEvent.DisconnectedFromOutOfCall());
        bridge.deactivate();

        assertThat(posted).extracting(Event::getTopic)
                .containsExactly("org/sipconnector/connector/disconnected-from-out-of-call");
    }

    @Test
    void eventsToldByThreadsOfAPoolArePostedInOrderByOneThatEndsWithTheBridge() throws Exception {
        List<String> told = IntStream.range(0, 3_000).mapToObj(i -> "p" + i).toList();
        for (int i = 0; i < told.size(); i++) {
            CallEvent event = new CallEvent.PeerConnectionConfirmed(new PeerId(told.get(i)));
            if (i % 100 == 0) {
                Thread another = new Thread(() -> bridge.onEvent(ConnectorId.of("demo"), event), "another");
                another.start();
                another.join();
            } else {
                bridge.onEvent(ConnectorId.of("demo"), event);
            }
        }
        bridge.deactivate();

        assertThat(posted).extracting(post -> ((CallEvent.PeerConnectionConfirmed) post.getProperty("event")).peer().value())
                .containsExactlyElementsOf(told);
        assertThat(posters).singleElement().satisfies(poster -> {
            assertThat(poster.getName()).isEqualTo("sip-connector-event-bridge");
            poster.join(10_000);
            assertThat(poster.isAlive()).isFalse();
        });
    }
}
