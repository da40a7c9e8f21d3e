/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.rest;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.sipconnector.api.Connector;
import org.sipconnector.api.autoconnector.AutoConnectResult;
import org.sipconnector.api.autoconnector.AutoConnectorManager;
import org.sipconnector.api.call.CallManager;
import org.sipconnector.api.call.CallState;
import org.sipconnector.api.connector.CallToServerParameters;
import org.sipconnector.api.connector.SipConnector;
import org.sipconnector.api.connector.SipConnectorFacade;
import org.sipconnector.api.incomingcall.IncomingCallManager;
import org.sipconnector.api.media.LocalTrack;
import org.sipconnector.api.media.MediaKind;
import org.sipconnector.spi.explanation.ErrorText;

/** What connectors can be told to do. Each answers how the connector is then. */
final class ActionsResource {

    private static final String TONES = "[0-9A-Da-d*#,]{1,64}";
    private static final int LONGEST = 200;
    private static final int QUICK = 15;
    private static final int USUAL = 30;
    private static final int LONG = 60;

    private final ConnectorLookup lookup;

    /** @param once whether it is not kept connected */
    record ConnectRequest(boolean once) {}

    /**
     * @param room     number of the room or participant
     * @param noRedial whether the call is not set up again when it is lost
     */
    record CallRequest(String room, boolean noRedial) {}

    /** @param status SIP status to refuse with, 400 to 699 */
    record DeclineRequest(Optional<String> status) {}

    /** @param tones 1 to 64 of 0 to 9, star, hash, A to D; a comma pauses */
    record DtmfRequest(String tones) {}

    /** @param source such as {@code pattern:1280x720@5} */
    record PresentRequest(Optional<String> source) {}

    /** What is meant; both without either. */
    record MuteRequest(boolean audio, boolean video) {}

    ActionsResource(ConnectorLookup lookup) {
        this.lookup = lookup;
    }

    List<Route> routes() {
        return List.of(
                action("connect", "Connects, and keeps connected").taking(RequestBody.json(ConnectRequest.class)).by(this::connect),
                action("disconnect", "Ends call and connection").by(request -> done(request, QUICK, "disconnect",
                        lookup.manager(request, SipConnector.class).disconnect())),
                action("reconnect", "Connects anew").by(this::reconnect),
                action("call", "Calls a room").taking(RequestBody.json(CallRequest.class)).by(this::call),
                action("answer", "Answers the call that rings").by(request -> done(request, LONG, "answer",
                        ringing(request, SipConnectorFacade.class).answerToIncomingCall())),
                action("decline", "Refuses the call that rings").taking(RequestBody.json(DeclineRequest.class)).by(this::decline),
                action("hangup", "Ends the call").by(request -> done(request, LONG, "hang up",
                        lookup.manager(request, SipConnectorFacade.class).hangUp())),
                action("dtmf", "Sends tones").taking(RequestBody.json(DtmfRequest.class)).by(this::dtmf),
                action("mute", "Sends silence or black instead").taking(RequestBody.json(MuteRequest.class)).by(this::mute),
                action("unmute", "Sends microphone or camera again").taking(RequestBody.json(MuteRequest.class)).by(this::unmute),
                action("present", "Presents a picture beside the camera").taking(RequestBody.json(PresentRequest.class)).by(this::present),
                action("stop-presenting", "Ends the presentation").by(request -> done(request, USUAL, "end the presentation",
                        lookup.manager(request, SipConnectorFacade.class).stopPresentation())),
                action("drain", "Takes no new calls").by(request -> begun(request, lookup.manager(request, SipConnector.class).drain())),
                action("undrain", "Takes calls again").by(request -> done(request, QUICK, "take calls again",
                        lookup.manager(request, SipConnector.class).undrain())));
    }

    private static Route action(String name, String text) {
        return Route.post("/connectors/{id}/" + name, text).with(OperationOutcome.TIMEOUT).giving(ConnectorState.class);
    }

    private <T> CompletionStage<RestAnswer> done(RestRequest request, int seconds, String what, CompletionStage<T> operation) {
        return OperationOutcome.of(request, seconds, what, operation.thenCompose(result -> ShownCall.upToDate(lookup.of(request))),
                result -> state(request));
    }

    private ConnectorState state(RestRequest request) {
        return ConnectorState.of(lookup.of(request), lookup.absence());
    }

    private CompletionStage<RestAnswer> connect(RestRequest request) {
        Connector connector = lookup.of(request);
        if (request.body(ConnectRequest.class).once() || !connector.has(AutoConnectorManager.class)) {
            return done(request, USUAL, "connect", lookup.manager(request, SipConnectorFacade.class).connectToServer());
        }
        return done(request, USUAL, "connect", connector.manager(AutoConnectorManager.class).start().thenApply(ActionsResource::connected));
    }

    private CompletionStage<RestAnswer> reconnect(RestRequest request) {
        AutoConnectorManager connecting = lookup.manager(request, AutoConnectorManager.class);
        return connecting.isActive()
                ? done(request, USUAL, "connect anew", connecting.restart())
                : done(request, USUAL, "connect", connecting.start().thenApply(ActionsResource::connected));
    }

    private static AutoConnectResult connected(AutoConnectResult result) {
        if (result.succeeded() || result.reason() == AutoConnectResult.Reason.COALESCED) {
            return result;
        }
        throw new CompletionException(ProblemException.of(ProblemKind.FAILED,
                "could not connect: " + result.error().map(ErrorText::of).orElse(result.reason().text())));
    }

    private CompletionStage<RestAnswer> call(RestRequest request) {
        CallRequest asked = request.body(CallRequest.class);
        if (asked.room().isBlank() || asked.room().length() > LONGEST) {
            throw ProblemException.value("room", asked.room(), "the number of a room or participant, 1 to " + LONGEST + " characters");
        }
        CallToServerParameters parameters = CallToServerParameters.to(asked.room());
        return done(request, LONG, "call " + ProblemException.shown(asked.room()), lookup.manager(request, SipConnectorFacade.class)
                .callToServer(asked.noRedial() ? parameters.withAutoRedial(false) : parameters));
    }

    private <M> M ringing(RestRequest request, Class<M> api) {
        if (!lookup.manager(request, IncomingCallManager.class).isAvailableIncomingCall()) {
            throw ProblemException.of(ProblemKind.CONFLICT, "no call rings at " + lookup.of(request).id());
        }
        return lookup.manager(request, api);
    }

    private CompletionStage<RestAnswer> decline(RestRequest request) {
        Optional<String> status = request.body(DeclineRequest.class).status();
        status.filter(given -> !given.matches("[4-6][0-9]{2}")).ifPresent(given -> {
            throw ProblemException.value("status", given, "a SIP status from 400 to 699");
        });
        IncomingCallManager incoming = ringing(request, IncomingCallManager.class);
        return done(request, QUICK, "decline", status.isEmpty() ? incoming.decline() : incoming.decline(Integer.parseInt(status.get())));
    }

    private CompletionStage<RestAnswer> dtmf(RestRequest request) {
        String tones = request.body(DtmfRequest.class).tones();
        if (!tones.matches(TONES)) {
            throw ProblemException.value("tones", tones, "1 to 64 tones of 0 to 9, *, #, A to D and comma");
        }
        return done(request, LONG, "send tones", lookup.manager(request, SipConnectorFacade.class).sendDtmf(tones));
    }

    private CompletionStage<RestAnswer> mute(RestRequest request) {
        SipConnectorFacade facade = inCall(request);
        return done(request, QUICK, "mute", facade.mute(kinds(request, EnumSet.of(MediaKind.AUDIO))));
    }

    private CompletionStage<RestAnswer> unmute(RestRequest request) {
        SipConnectorFacade facade = inCall(request);
        return done(request, QUICK, "unmute", facade.unmute(kinds(request, EnumSet.allOf(MediaKind.class))));
    }

    private SipConnectorFacade inCall(RestRequest request) {
        if (lookup.manager(request, CallManager.class).snapshot().state() == CallState.IDLE) {
            throw ProblemException.of(ProblemKind.CONFLICT, lookup.of(request).id() + " has no call");
        }
        return lookup.manager(request, SipConnectorFacade.class);
    }

    /** As the shell's commands do without an option. */
    private static Set<MediaKind> kinds(RestRequest request, Set<MediaKind> without) {
        MuteRequest asked = request.body(MuteRequest.class);
        Set<MediaKind> kinds = EnumSet.noneOf(MediaKind.class);
        if (asked.audio()) {
            kinds.add(MediaKind.AUDIO);
        }
        if (asked.video()) {
            kinds.add(MediaKind.VIDEO);
        }
        return kinds.isEmpty() ? without : kinds;
    }

    private CompletionStage<RestAnswer> present(RestRequest request) {
        String source = request.body(PresentRequest.class).source().orElse("pattern:1280x720@5");
        if (source.isBlank() || source.length() > LONGEST) {
            throw ProblemException.value("source", source, "a source of video such as pattern:1280x720@5, of 1 to " + LONGEST + " characters");
        }
        return done(request, USUAL, "present", lookup.manager(request, SipConnectorFacade.class)
                .startPresentation(new LocalTrack("presentation", MediaKind.VIDEO, source)));
    }

    /** Done when the last call is over, which nobody waits for here. */
    private CompletionStage<RestAnswer> begun(RestRequest request, CompletionStage<Void> operation) {
        return operation.toCompletableFuture().isCompletedExceptionally()
                ? done(request, QUICK, "drain", operation)
                : CompletableFuture.completedFuture(RestAnswer.of(state(request)));
    }
}
