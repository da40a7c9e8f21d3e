/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.benchmarks.sip;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.Event;
import org.sipconnector.api.Secret;
import org.sipconnector.api.TlsTrust;
import org.sipconnector.api.Transport;
import org.sipconnector.api.connection.ReconnectPauses;
import org.sipconnector.api.connection.RegistrationOptions;
import org.sipconnector.api.sip.DialogId;
import org.sipconnector.api.sip.SipCause;
import org.sipconnector.api.sip.UserAgentId;
import org.sipconnector.sip.SipFoundation;
import org.sipconnector.spi.sip.SipAccount;
import org.sipconnector.spi.sip.SipEvent;
import org.sipconnector.spi.sip.SipEvent.DialogAnswered;
import org.sipconnector.spi.sip.SipEvent.DialogConfirmed;
import org.sipconnector.spi.sip.SipEvent.DialogEnded;
import org.sipconnector.spi.sip.SipEvent.DialogFailed;
import org.sipconnector.spi.sip.SipEvent.Registered;
import org.sipconnector.spi.sip.SipEvent.RegistrationFailed;
import org.sipconnector.spi.sip.SipEvent.TransportConnected;
import org.sipconnector.spi.sip.TransportTarget;
import org.sipconnector.spi.sip.UserAgentSettings;

/** Our SIP foundation; each account has a connection of its own. */
final class OurUserAgents implements UserAgents {

    private static final ConnectorId OWNER = ConnectorId.of("benchmark");

    private final SipFoundation sip = new SipFoundation();
    private final AtomicLong calls = new AtomicLong();
    private final Ports ports;
    private volatile Window window;

    OurUserAgents(Ports ports) {
        this.ports = ports;
        sip.attach(OWNER, this::heard);
    }

    @Override
    public void open(Transport transport, String domain, int number, Window next) {
        window = next;
        String user = Integer.toString(100_000 + number);
        sip.start(OWNER, id(transport, domain, number), new UserAgentSettings(
                new TransportTarget(transport, "127.0.0.1", ports.of(transport), "/", Optional.empty(), TlsTrust.PLATFORM),
                SipAccount.of(user, domain, Secret.of(CalleeAnswers.password(user))), RegistrationOptions.lasting(Duration.ofSeconds(3_600)),
                Optional.of(new ReconnectPauses(Duration.ofSeconds(2), Duration.ofSeconds(6)))));
    }

    @Override
    public void register(Transport transport, String domain, int number, Window next) {
        window = next;
        sip.register(id(transport, domain, number));
    }

    @Override
    public void call(Transport transport, int number, Window next) {
        window = next;
        sip.invite(id(transport, CalleeAnswers.AGAIN, number), new DialogId("call-" + calls.incrementAndGet()),
                "sip:callee@" + CalleeAnswers.AGAIN, CallTexts.SDP, List.of());
    }

    @Override
    public int lingerSeconds() {
        return 0;
    }

    private static UserAgentId id(Transport transport, String domain, int number) {
        return new UserAgentId(transport + "/" + domain + "/" + number);
    }

    private void heard(Event event) {
        if (event instanceof TransportConnected connected) {
            sip.register(connected.userAgent());
        } else if (event instanceof DialogAnswered answered) {
            sip.acknowledge(answered.dialog());
        } else if (event instanceof DialogConfirmed confirmed) {
            sip.terminate(confirmed.dialog(), SipCause.TERMINATED, Optional.empty());
        } else if (event instanceof Registered || event instanceof DialogEnded) {
            window.done(number((SipEvent) event));
        } else if (event instanceof RegistrationFailed || event instanceof DialogFailed) {
            window.failed(number((SipEvent) event));
        }
    }

    private static int number(SipEvent event) {
        String id = event.userAgent().value();
        return Integer.parseInt(id.substring(id.lastIndexOf('/') + 1));
    }
}
