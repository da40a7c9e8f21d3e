/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.conferencesimulator;

import java.util.List;
import java.util.Optional;
import org.sipconnector.api.sip.Header;
import org.sipconnector.api.sip.SipBody;
import org.sipconnector.conferencesimulator.wire.ClientWords;
import org.sipconnector.simulator.ClientRequest;
import org.sipconnector.simulator.Fault;
import org.sipconnector.spi.media.MediaEngine;
import org.sipconnector.spi.sip.ServerEvent;
import org.sipconnector.spi.sip.SipServers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers what clients say in their calls ({@code docs/server-api.md}). On the simulator's executor only. */
final class ClientRequests {

    private static final Logger LOG = LoggerFactory.getLogger(ClientRequests.class);
    private static final int OK = 200;
    private static final int UNSUPPORTED_MEDIA_TYPE = 415;
    private static final int DECLINE = 603;
    /** What a 415 names (RFC 3261 section 8.2.3). */
    private static final List<Header> ACCEPT = List.of(new Header("Accept",
            "application/sdp, application/dtmf-relay, application/dtmf, application/media_control+xml"));

    /** What is done at what a client says, besides the answer; nothing at its other words. */
    private final HandlerTable<Leg, ClientWords> words = new HandlerTable<Leg, ClientWords>()
            .on(ClientWords.DeviceState.class, this::told)
            .on(ClientWords.WantsChannels.class, (leg, wants) -> leg.reports.channels(wants.channels()))
            .on(ClientWords.Reception.class, this::receives)
            .on(ClientWords.Refusal.class, (leg, refusal) -> leg.reports.refuses(refusal.device()))
            .on(ClientWords.Tone.class, (leg, tone) -> leg.reports.tone(tone.signal()))
            .on(ClientWords.WantsPicture.class, this::wantsPicture)
            .on(ClientWords.AsksToPresent.class, this::presents)
            .on(ClientWords.StopsPresenting.class, this::stopsPresenting);

    private final SipServers servers;
    private final Faults faults;
    private final Presentations presentations;
    private final MediaRouting routing;
    private final MediaEngine media;

    ClientRequests(SipServers servers, Faults faults, Presentations presentations, MediaRouting routing, MediaEngine media) {
        this.servers = servers;
        this.faults = faults;
        this.presentations = presentations;
        this.routing = routing;
        this.media = media;
    }

    void handle(Leg leg, ServerEvent.DialogRequestWaiting event) {
        ClientRequest request = new ClientRequest(event.method(), event.body().map(SipBody::contentType).orElse(""),
                extra(event.headers()), event.body().map(SipBody::content).orElse(""));
        leg.reports.request(request);
        LOG.debug("{} says {} {}", leg, request.method(), request.contentType());
        String kind = ClientWords.kind(request.contentType());
        if (faults.take(Fault.IgnoreInfo.class, fault -> fault.contentType().equals(kind)).isPresent()) {
            return;
        }
        Optional<Fault.AnswerInfo> wrong =
                faults.take(Fault.AnswerInfo.class, fault -> fault.contentType().equals(kind));
        if (wrong.isPresent()) {
            if (wrong.get().status() < 300) {
                act(leg, request);
            }
            answer(event, wrong.get().status(), wrong.get().reason());
            return;
        }
        int status = switch (request.method()) {
            case "INFO" -> act(leg, request);
            // this server transfers nobody, and says so (RFC 3515 2.4.2)
            case "REFER" -> DECLINE;
            default -> OK;
        };
        answer(event, status, switch (status) {
            case OK -> "OK";
            case DECLINE -> "Decline";
            default -> "Unsupported Media Type";
        });
    }

    /** The conference protocol's headers, without those every SIP message has. */
    private static List<Header> extra(List<Header> headers) {
        return headers.stream().filter(header -> header.name().regionMatches(true, 0, "x-", 0, 2)).toList();
    }

    /** The phrases matter: old clients compare them. */
    private void answer(ServerEvent.DialogRequestWaiting event, int status, String reason) {
        servers.answer(event.dialog(), event.request(), status, Optional.of(reason), status == UNSUPPORTED_MEDIA_TYPE ? ACCEPT : List.of());
    }

    private int act(Leg leg, ClientRequest request) {
        ClientWords said = ClientWords.of(request);
        if (said instanceof ClientWords.Unknown) {
            return UNSUPPORTED_MEDIA_TYPE;
        } else if (said instanceof ClientWords.AsksToPresent && !presentations.allowed(leg)) {
            return DECLINE;
        }
        words.handle(leg, said);
        return OK;
    }

    private void told(Leg leg, ClientWords.DeviceState told) {
        leg.reports.mediaState(told.state());
        routing.arrange(leg.room);
    }

    private void receives(Leg leg, ClientWords.Reception reception) {
        leg.reports.incomingBitrate(reception.bitrate());
        if (leg.media.sources().isPresent()) {
            reception.bitrate().ifPresent(bitrate -> media.setEncodings(leg.peer, Leg.VIDEO, Quality.within(bitrate)));
        }
    }

    private void wantsPicture(Leg leg, ClientWords.WantsPicture wish) {
        leg.media.sources().ifPresent(sending -> media.sendKeyFrame(leg.peer, Leg.VIDEO));
    }

    private void presents(Leg leg, ClientWords.AsksToPresent wish) {
        presentations.start(leg);
    }

    private void stopsPresenting(Leg leg, ClientWords.StopsPresenting stop) {
        presentations.end(leg);
    }
}
