/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.peers;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.Event;
import org.sipconnector.api.Secret;
import org.sipconnector.api.TlsTrust;
import org.sipconnector.api.Transport;
import org.sipconnector.api.foundation.EventSink;
import org.sipconnector.api.sip.RegistrationSettings;
import org.sipconnector.api.sip.SipAccount;
import org.sipconnector.api.sip.TransportRecovery;
import org.sipconnector.api.sip.TransportTarget;
import org.sipconnector.api.sip.UserAgentId;
import org.sipconnector.api.sip.UserAgentSettings;
import org.sipconnector.sip.SipFoundation;

/** One account of ours at a peer, and the events it has heard. */
final class Phone {

    private static final long PATIENCE_MILLIS = 90_000;

    final SipFoundation sip;
    final UserAgentId id;
    private final String user;
    private volatile EventSink other = event -> {};
    private final List<Event> events = new ArrayList<>();
    private int taken;

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
                SipAccount.of(user, domain, Secret.of("pw-" + user)), RegistrationSettings.lasting(Duration.ofSeconds(300)),
                new TransportRecovery(true, Duration.ofMillis(100), Duration.ofMillis(500))));
    }

    /** Tells another listener, too; on the thread that brings the event. */
    void also(EventSink listener) {
        other = listener;
    }

    private void heard(Event event) {
        synchronized (this) {
            events.add(event);
            notifyAll();
        }
        other.accept(event);
    }

    /** The next event of that type after the one taken before. */
    synchronized <E extends Event> E next(Class<E> type) throws InterruptedException {
        long end = System.currentTimeMillis() + PATIENCE_MILLIS;
        int from = taken;
        for (int i = from;; i++) {
            while (i >= events.size()) {
                long left = end - System.currentTimeMillis();
                if (left <= 0) {
                    throw new AssertionError(id + ": no " + type.getSimpleName() + " came; there were "
                            + events.subList(from, events.size()));
                }
                wait(left);
            }
            if (type.isInstance(events.get(i))) {
                taken = i + 1;
                return type.cast(events.get(i));
            }
        }
    }

    /** How many events of that type have come so far. */
    synchronized long heard(Class<? extends Event> type) {
        return events.stream().filter(type::isInstance).count();
    }
}
