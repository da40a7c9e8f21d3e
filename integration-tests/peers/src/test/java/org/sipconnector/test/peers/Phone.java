/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.peers;

import java.time.Duration;
import java.util.Optional;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.Event;
import org.sipconnector.api.Secret;
import org.sipconnector.api.TlsTrust;
import org.sipconnector.api.Transport;
import org.sipconnector.api.connection.ReconnectPauses;
import org.sipconnector.api.connection.RegistrationOptions;
import org.sipconnector.api.sip.UserAgentId;
import org.sipconnector.sip.SipFoundation;
import org.sipconnector.spi.foundation.EventSink;
import org.sipconnector.spi.sip.SipAccount;
import org.sipconnector.spi.sip.TransportTarget;
import org.sipconnector.spi.sip.UserAgentSettings;
import org.sipconnector.testkit.EventRecorder;

/** One account of ours at a peer, and the events it has heard. */
final class Phone {

    final SipFoundation sip;
    final UserAgentId id;
    private final String user;
    private volatile EventSink other = event -> {};
    private final EventRecorder events = new EventRecorder();

    Phone(SipFoundation sip, String user) {
        this(sip, user, user);
    }

    /** @param id sets it apart from others of the same user */
    Phone(SipFoundation sip, String id, String user) {
        this.sip = sip;
        this.id = new UserAgentId(id);
        this.user = user;
        sip.attach(owner(), this::heard);
    }

    private ConnectorId owner() {
        return ConnectorId.of(id.value());
    }

    void start(Transport transport, int port, String domain, String authority) {
        start(transport, "localhost", port, domain, authority);
    }

    void start(Transport transport, String host, int port, String domain, String authority) {
        sip.start(owner(), id, new UserAgentSettings(
                new TransportTarget(transport, host, port, "/webrtc/wss/", Optional.of("https://" + domain),
                        transport.secure() ? TlsTrust.caFile(authority) : TlsTrust.PLATFORM),
                SipAccount.of(user, domain, Secret.of("pw-" + user)), RegistrationOptions.lasting(Duration.ofSeconds(300)),
                Optional.of(new ReconnectPauses(Duration.ofMillis(100), Duration.ofMillis(500)))));
    }

    /** Tells another listener, too; on the thread that brings the event. */
    void also(EventSink listener) {
        other = listener;
    }

    private void heard(Event event) {
        events.accept(event);
        other.accept(event);
    }

    /** The next event of that type after the one taken before. */
    <E extends Event> E next(Class<E> type) {
        return events.next(type);
    }

    /** How many events of that type have come so far. */
    long heard(Class<? extends Event> type) {
        return events.all(type).size();
    }
}
