package org.sipconnector.facade;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.sipconnector.api.call.CallParameters;
import org.sipconnector.api.connection.ConnectOptions;
import org.sipconnector.api.connection.ConnectionCanceledException;
import org.sipconnector.api.connection.ConnectionConfiguration;
import org.sipconnector.api.connection.ConnectionParameters;
import org.sipconnector.api.connection.NotReadyForConnectionException;
import org.sipconnector.api.connectionqueue.NotActualException;
import org.sipconnector.api.connector.CallToServerParameters;
import org.sipconnector.api.connector.ConnectToServerResult;
import org.sipconnector.api.connector.SipConnector;
import org.sipconnector.api.connector.SipConnectorFacade;
import org.sipconnector.api.incomingcall.IncomingCallManager;
import org.sipconnector.api.incomingcall.RemoteCaller;
import org.sipconnector.api.media.LocalTrack;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.api.presentation.PresentationManager;
import org.sipconnector.api.serverapi.ServerApiManager;
import org.sipconnector.kernel.Handover;
import org.sipconnector.kernel.Lane;
import org.sipconnector.kernel.Manager;
import org.sipconnector.kernel.Outcome;
import org.sipconnector.kernel.Reply;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The facade's operations: those of the coordinator, with results that say what happened and which failures count. */
final class Facade extends OnLane implements SipConnectorFacade, Manager {

    private static final Logger LOG = LoggerFactory.getLogger(Facade.class);
    private static final int VERSION = 1;
    private static final String CONNECTED = "connected/";
    private static final String DISCONNECTED = "disconnected/";
    private static final String PRESENTATION_STOPPED = "presentation-stopped/";
    private static final String TOLD = "told/";

    private final CallsInProgress calls;

    Facade(Lane lane, FacadeState state) {
        super(lane);
        calls = new CallsInProgress(lane, state.calls());
        new ReadyStreams(lane);
        lane.on(Outcome.class, this::settle);
    }

    @Override
    public CompletionStage<ConnectToServerResult> connectToServer() {
        return connecting(connector().connect());
    }

    @Override
    public CompletionStage<ConnectToServerResult> connectToServer(
            Supplier<CompletionStage<ConnectionParameters>> parameters, ConnectOptions options) {
        return connecting(connector().connect(parameters, options));
    }

    private CompletionStage<ConnectToServerResult> connecting(CompletionStage<ConnectionConfiguration> connect) {
        return follow(connect, CONNECTED);
    }

    @Override
    public CompletionStage<Boolean> disconnectFromServer() {
        return follow(connector().disconnect(), DISCONNECTED);
    }

    @Override
    public CompletionStage<PeerId> callToServer(CallToServerParameters parameters, String call) {
        boolean redial = parameters.autoRedial().orElse(lane.configuration().call().autoRedial());
        SipConnector connector = connector();
        return calls.begin(call, parameters.call().number(), () -> redial && parameters.policy().isPresent()
                ? connector.call(parameters.call(), parameters.policy().get()) : connector.call(parameters.call(), redial));
    }

    @Override
    public CompletionStage<PeerId> answerToIncomingCall(CallParameters parameters, String call) {
        String number = lane.has(IncomingCallManager.class)
                ? lane.manager(IncomingCallManager.class).remoteCaller().map(RemoteCaller::incomingNumber).orElse("") : "";
        SipConnector connector = connector();
        return calls.begin(call, number, () -> connector.answerToIncomingCall(parameters));
    }

    @Override
    public CompletionStage<Optional<LocalTrack>> stopPresentation() {
        return follow(lane.manager(PresentationManager.class).stopPresentation(), PRESENTATION_STOPPED);
    }

    @Override
    public CompletionStage<Void> sendRefusalToTurnOnMic() {
        return follow(lane.manager(ServerApiManager.class).sendRefusalToTurnOnMic(), TOLD);
    }

    @Override
    public CompletionStage<Void> sendRefusalToTurnOnCam() {
        return follow(lane.manager(ServerApiManager.class).sendRefusalToTurnOnCam(), TOLD);
    }

    private <T> CompletionStage<T> follow(CompletionStage<?> stage, String key) {
        Reply<T> reply = lane.reply();
        lane.expect(stage, key + reply.id());
        return reply;
    }

    private void settle(Outcome outcome) {
        outcome.about(CONNECTED).ifPresent(reply -> connected(outcome, reply));
        outcome.about(DISCONNECTED).ifPresent(reply -> {
            logFailure("disconnecting", outcome);
            lane.<Boolean>reply(reply).complete(outcome.succeeded());
        });
        outcome.about(PRESENTATION_STOPPED).ifPresent(reply -> {
            logFailure("stopping the presentation", outcome);
            lane.<Object>reply(reply).complete(outcome.succeeded() ? outcome.value() : Optional.empty());
        });
        outcome.about(TOLD).ifPresent(reply -> {
            logFailure("telling the server that a device stays off", outcome);
            lane.reply(reply).complete(null);
        });
    }

    private void connected(Outcome outcome, String reply) {
        if (outcome.succeeded()) {
            lane.<ConnectToServerResult>reply(reply)
                    .complete(ConnectToServerResult.connected((ConnectionConfiguration) outcome.value()));
        } else if (unwanted(outcome.error())) {
            lane.<ConnectToServerResult>reply(reply).complete(ConnectToServerResult.NOT_CONNECTED);
        } else {
            lane.reply(reply).fail(outcome.error());
        }
    }

    /** Given up by a disconnect, or not wanted by the caller's own options. */
    private static boolean unwanted(Throwable error) {
        return error instanceof ConnectionCanceledException || error instanceof NotReadyForConnectionException
                || error instanceof NotActualException late && !late.overtaken();
    }

    private static void logFailure(String what, Outcome outcome) {
        if (!outcome.succeeded()) {
            LOG.info("{} failed: {}", what, outcome.error().toString());
        }
    }

    @Override
    public Handover handOver() {
        return Handover.of(VERSION, new FacadeState(calls.state()));
    }
}
