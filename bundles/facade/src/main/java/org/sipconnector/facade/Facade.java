/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.facade;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import org.sipconnector.api.call.CallParameters;
import org.sipconnector.api.connection.ConnectOptions;
import org.sipconnector.api.connection.ConnectionCanceledException;
import org.sipconnector.api.connection.ConnectionConfiguration;
import org.sipconnector.api.connection.ConnectionManager;
import org.sipconnector.api.connection.ConnectionParameters;
import org.sipconnector.api.connection.ConnectionSnapshot;
import org.sipconnector.api.connection.NotReadyForConnectionException;
import org.sipconnector.api.connectionqueue.ConnectionQueueManager;
import org.sipconnector.api.connectionqueue.SupersededException;
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
import org.sipconnector.api.sip.DialogId;
import org.sipconnector.kernel.Handover;
import org.sipconnector.kernel.Lane;
import org.sipconnector.kernel.LaneAccess;
import org.sipconnector.kernel.Manager;
import org.sipconnector.kernel.Outcome;
import org.sipconnector.kernel.Reply;
import org.sipconnector.kernel.ReplyId;
import org.sipconnector.kernel.Step;
import org.sipconnector.spi.explanation.ErrorText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The facade's operations: those of the coordinator, with results that say what happened and which failures count. */
final class Facade extends LaneAccess implements SipConnectorFacade, Manager {

    private static final Logger LOG = LoggerFactory.getLogger(Facade.class);
    private static final int VERSION = 1;

    private record Connected(ReplyId<ConnectToServerResult> reply) implements Step<ConnectionConfiguration> {}

    private record Disconnected(ReplyId<Boolean> reply) implements Step<Void> {}

    private record PresentationStopped(ReplyId<Optional<LocalTrack>> reply) implements Step<Optional<LocalTrack>> {}

    private record RefusalTold(ReplyId<Void> reply) implements Step<Void> {}

    /** Longer than the last call's BYE and the disconnect take; what a former version began may have ended unseen. */
    private static final Duration LONGEST_DISCONNECT = Duration.ofMinutes(1);

    private final CallsInProgress calls;
    private Optional<Instant> leaving;

    Facade(Lane lane, FacadeState state) {
        super(lane);
        calls = new CallsInProgress(lane, state.calls(), state.entered());
        leaving = state.leaving();
        new ReadyStreams(lane);
        lane.onOutcome(Connected.class, this::connected);
        lane.onOutcome(Disconnected.class, this::disconnected);
        lane.onOutcome(PresentationStopped.class, this::presentationStopped);
        lane.onOutcome(RefusalTold.class, this::refusalTold);
    }

    /** To connect anew would end the call of a connector whose client bundle is merely activated again. */
    @Override
    public CompletionStage<ConnectToServerResult> connectToServer() {
        Optional<ConnectionConfiguration> present = present();
        if (present.isEmpty() || leaves()) {
            return connecting(lane.manager(ConnectionQueueManager.class).connect());
        }
        Reply<ConnectToServerResult> reply = lane.reply();
        reply.complete(ConnectToServerResult.connected(present.get()));
        return reply;
    }

    /** What a connect would make; without a registration that is wanted it is not that. */
    private Optional<ConnectionConfiguration> present() {
        return lane.has(ConnectionManager.class)
                ? Optional.of(lane.manager(ConnectionManager.class).snapshot()).filter(ConnectionSnapshot::established)
                        .filter(now -> now.registered() || !now.registerConfigured()).flatMap(ConnectionSnapshot::configuration)
                : Optional.empty();
    }

    /** Whether the connection that is there is about to be ended. */
    private boolean leaves() {
        return leaving.filter(since -> lane.now().isBefore(since.plus(LONGEST_DISCONNECT))).isPresent();
    }

    @Override
    public CompletionStage<ConnectToServerResult> connectToServer(
            Supplier<CompletionStage<ConnectionParameters>> parameters, ConnectOptions options) {
        return connecting(lane.manager(ConnectionQueueManager.class).connect(parameters, options));
    }

    private CompletionStage<ConnectToServerResult> connecting(CompletionStage<ConnectionConfiguration> connect) {
        return follow(connect, Connected::new);
    }

    @Override
    public CompletionStage<Boolean> disconnectFromServer() {
        leaving = Optional.of(lane.now());
        return follow(connector().disconnect(), Disconnected::new);
    }

    @Override
    public CompletionStage<PeerId> callToServer(CallToServerParameters parameters, String call) {
        boolean redial = parameters.autoRedial().orElse(lane.configuration().call().autoRedial());
        SipConnector connector = connector();
        return calls.begin(call, parameters.call().number(), () -> redial && parameters.policy().isPresent()
                ? connector.call(parameters.call(), parameters.policy().get())
                : connector.call(parameters.call(), redial));
    }

    @Override
    public CompletionStage<PeerId> answerToIncomingCall(CallParameters parameters, String call) {
        String number = lane.has(IncomingCallManager.class)
                ? lane.manager(IncomingCallManager.class).remoteCaller().map(RemoteCaller::incomingNumber).orElse("")
                : "";
        SipConnector connector = connector();
        return calls.begin(call, number, () -> connector.answerToIncomingCall(parameters));
    }

    @Override
    public CompletionStage<PeerId> answerToIncomingCall(DialogId ringing, CallParameters parameters, String call) {
        String number = lane.has(IncomingCallManager.class) ? number(ringing) : "";
        SipConnector connector = connector();
        return calls.begin(call, number, () -> connector.answerToIncomingCall(ringing, parameters));
    }

    private String number(DialogId ringing) {
        return lane.manager(IncomingCallManager.class).snapshot().ringing().stream().filter(call -> call.dialog().equals(ringing))
                .map(call -> call.caller().incomingNumber()).findFirst().orElse("");
    }

    @Override
    public CompletionStage<Optional<LocalTrack>> stopPresentation() {
        return follow(lane.manager(PresentationManager.class).stopPresentation(), PresentationStopped::new);
    }

    @Override
    public CompletionStage<Void> sendRefusalToTurnOnMic() {
        return follow(lane.manager(ServerApiManager.class).sendRefusalToTurnOnMic(), RefusalTold::new);
    }

    @Override
    public CompletionStage<Void> sendRefusalToTurnOnCam() {
        return follow(lane.manager(ServerApiManager.class).sendRefusalToTurnOnCam(), RefusalTold::new);
    }

    private <T, V> CompletionStage<T> follow(CompletionStage<V> stage, Function<ReplyId<T>, Step<V>> next) {
        Reply<T> reply = lane.reply();
        lane.expect(stage, next.apply(reply.id()));
        return reply;
    }

    private void connected(Connected step, Outcome<ConnectionConfiguration> outcome) {
        Reply<ConnectToServerResult> reply = lane.reply(step.reply());
        if (outcome.succeeded()) {
            reply.complete(ConnectToServerResult.connected(outcome.value()));
        } else if (unwanted(outcome.error())) {
            reply.complete(ConnectToServerResult.NOT_CONNECTED);
        } else {
            reply.fail(outcome.error());
        }
    }

    private void disconnected(Disconnected step, Outcome<Void> outcome) {
        logFailure("disconnecting", outcome);
        leaving = Optional.empty();
        lane.reply(step.reply()).complete(outcome.succeeded());
    }

    private void presentationStopped(PresentationStopped step, Outcome<Optional<LocalTrack>> outcome) {
        logFailure("stopping the presentation", outcome);
        lane.reply(step.reply()).complete(outcome.succeeded() ? outcome.value() : Optional.empty());
    }

    private void refusalTold(RefusalTold step, Outcome<Void> outcome) {
        logFailure("telling the server that a device stays off", outcome);
        lane.reply(step.reply()).complete(null);
    }

    /** Given up by a disconnect, or not wanted by the caller's own options. */
    private static boolean unwanted(Throwable error) {
        return error instanceof ConnectionCanceledException || error instanceof NotReadyForConnectionException
                || error instanceof SupersededException late && !late.overtaken();
    }

    private void logFailure(String what, Outcome<?> outcome) {
        if (!outcome.succeeded()) {
            LOG.info("{}: {} failed: {}", lane.connector(), what, ErrorText.of(outcome.error()));
        }
    }

    @Override
    public Handover handOver() {
        return Handover.of(VERSION, new FacadeState(calls.state(), calls.entered(), leaving));
    }
}
