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
import org.sipconnector.api.sip.UserAgentId;
import org.sipconnector.api.sip.UserAgentSettings;
import org.sipconnector.sip.SipFoundation;

/** One account of ours at a peer, and the events it has heard. */
final class Phone {

    private static final long PATIENCE_MILLIS = 20_000;

    final SipFoundation sip;
    final UserAgentId id;
    private final List<Event> events = new ArrayList<>();
    private int taken;

    Phone(SipFoundation sip, String user) {
        this.sip = sip;
        this.id = new UserAgentId(user);
        sip.attach(owner(), this::heard);
    }

    private ConnectorId owner() {
        return ConnectorId.of(id.value());
    }

    void start(Transport transport, int port, String domain, String authority) {
        sip.start(owner(), id, new UserAgentSettings(transport, "localhost", port, "/webrtc/wss/",
                Optional.of("https://" + domain), id.value(), domain, "", id.value(), Optional.of(Secret.of("pw-" + id)),
                Duration.ofSeconds(300), List.of(), "peer test", false, Duration.ofMillis(100), Duration.ofMillis(500), true,
                transport.secure() ? TlsTrust.caFile(authority) : TlsTrust.PLATFORM));
    }

    private synchronized void heard(Event event) {
        events.add(event);
        notifyAll();
    }

    /** The next event of that type after the one taken before. */
    synchronized <E extends Event> E next(Class<E> type) throws InterruptedException {
        long end = System.currentTimeMillis() + PATIENCE_MILLIS;
        int from = taken;
        for (int i = from; ; i++) {
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
}
