/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.connector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.Event;
import org.sipconnector.api.listener.ConnectorListener;
import org.sipconnector.api.serverapi.ServerApiEvent;
import org.sipconnector.api.subscription.ConnectorEvents;

class MediaStateListenerTest {

    private final List<ConnectorListener> listeners = new ArrayList<>();
    private final List<String> heard = new ArrayList<>();
    private final ConnectorEvents events = new ConnectorEvents((owner, listener, names) -> {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    });

    private final MediaStateListener listener = new MediaStateListener() {
        @Override
        public void onStartMainCamForced() {
            heard.add("cam on!");
        }

        @Override
        public void onStartMainCamNotForced() {
            heard.add("cam on?");
        }

        @Override
        public void onStopMainCamForced() {
            heard.add("cam off!");
        }

        @Override
        public void onStopMainCamNotForced() {
            heard.add("cam off?");
        }

        @Override
        public void onStartMicForced() {
            heard.add("mic on!");
        }

        @Override
        public void onStartMicNotForced() {
            heard.add("mic on?");
        }

        @Override
        public void onStopMicForced() {
            heard.add("mic off!");
        }

        @Override
        public void onStopMicNotForced() {
            heard.add("mic off?");
        }
    };

    @Test
    void eachOrderAndEachRequestHasItsHandler() {
        MediaStateListener.listen(events, listener);
        for (boolean forced : new boolean[] {true, false}) {
            tell(new ServerApiEvent.AdminStartMainCam(forced));
            tell(new ServerApiEvent.AdminStopMainCam(forced));
            tell(new ServerApiEvent.AdminStartMic(forced));
            tell(new ServerApiEvent.AdminStopMic(forced));
        }
        tell(new ServerApiEvent.AccountChanged());

        assertThat(heard).containsExactly("cam on!", "cam off!", "mic on!", "mic off!", "cam on?", "cam off?", "mic on?", "mic off?");
    }

    @Test
    void afterTheSubscriptionIsClosedNothingIsHeard() {
        MediaStateListener.listen(events, listener).close();
        tell(new ServerApiEvent.AdminStopMic(true));

        assertThat(heard).isEmpty();
    }

    private void tell(Event event) {
        List.copyOf(listeners).forEach(each -> each.onEvent(ConnectorId.of("c"), event));
    }
}
