/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.Event;
import org.sipconnector.api.Secret;
import org.sipconnector.api.TlsTrust;
import org.sipconnector.api.Transport;
import org.sipconnector.api.connection.ReconnectPauses;
import org.sipconnector.api.connection.RegistrationOptions;
import org.sipconnector.api.sip.DialogId;
import org.sipconnector.api.sip.Header;
import org.sipconnector.api.sip.SipBody;
import org.sipconnector.api.sip.SipCause;
import org.sipconnector.api.sip.UserAgentId;
import org.sipconnector.spi.sip.OutgoingRequest;
import org.sipconnector.spi.sip.SipAccount;
import org.sipconnector.spi.sip.SipEvent;
import org.sipconnector.spi.sip.SipUserAgents;
import org.sipconnector.spi.sip.TransportTarget;
import org.sipconnector.spi.sip.UserAgentSettings;

/** Somebody who comes into the room and presents, without sound and picture: the server offers the others a further line then. */
final class Presenter {

    static final String USER = "presenter";

    private static final ConnectorId OWNER = ConnectorId.of(USER);
    private static final UserAgentId CLIENT = new UserAgentId(USER);
    private static final DialogId CALL = new DialogId(USER);
    private static final String OFFER = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n"
            + "m=audio 9 RTP/AVP 0\r\na=rtpmap:0 PCMU/8000\r\n";

    private final SipUserAgents sip;
    private final int port;

    Presenter(SipUserAgents sip, int port) {
        this.sip = sip;
        this.port = port;
        sip.attach(OWNER, this::heard);
    }

    void join() {
        sip.start(OWNER, CLIENT, new UserAgentSettings(
                new TransportTarget(Transport.WS, "127.0.0.1", port, "/webrtc/wss/", Optional.empty(), TlsTrust.PLATFORM),
                SipAccount.of(USER, ServerProcess.DOMAIN, Secret.of("pw")), RegistrationOptions.lasting(Duration.ofMinutes(5)),
                Optional.of(new ReconnectPauses(Duration.ofSeconds(1), Duration.ofSeconds(1)))));
    }

    void leave() {
        sip.terminate(CALL, SipCause.TERMINATED, Optional.empty());
        sip.stop(CLIENT);
    }

    private void heard(Event event) {
        if (event instanceof SipEvent.TransportConnected) {
            sip.invite(CLIENT, CALL, "sip:" + ServerProcess.ROOM + "@" + ServerProcess.DOMAIN, OFFER, List.of());
        } else if (event instanceof SipEvent.DialogAnswered) {
            sip.acknowledge(CALL);
        } else if (event instanceof SipEvent.DialogConfirmed) {
            sip.requestInDialog(CALL, OutgoingRequest.info("present",
                    List.of(new Header("X-WEBRTC-SHARE-STATE", "LETMESTARTPRESENTATION")),
                    new SipBody("application/vinteo.webrtc.sharedesktop", "")));
        }
    }
}
