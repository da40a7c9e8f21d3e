/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.incomingcall;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.sipconnector.api.call.RingingInvite;
import org.sipconnector.api.connection.ConnectionEvent;
import org.sipconnector.api.connection.ConnectionManager;
import org.sipconnector.api.connection.ConnectionSnapshot;
import org.sipconnector.api.connector.SipConnector;
import org.sipconnector.api.incomingcall.IncomingCallEvent;
import org.sipconnector.api.incomingcall.IncomingCallManager;
import org.sipconnector.api.incomingcall.IncomingCallSnapshot;
import org.sipconnector.api.incomingcall.NoIncomingCallException;
import org.sipconnector.api.incomingcall.RemoteCaller;
import org.sipconnector.api.incomingcall.RingingCall;
import org.sipconnector.api.incomingcall.SecondCallPolicy;
import org.sipconnector.api.masking.Printable;
import org.sipconnector.api.sip.DialogId;
import org.sipconnector.api.sip.Header;
import org.sipconnector.api.sip.Originator;
import org.sipconnector.api.sip.SipCause;
import org.sipconnector.api.sip.SipFailure;
import org.sipconnector.incomingcall.NoticedCalls.Call;
import org.sipconnector.kernel.EventHandlers;
import org.sipconnector.kernel.Handover;
import org.sipconnector.kernel.Lane;
import org.sipconnector.kernel.Manager;
import org.sipconnector.kernel.ManagerContext;
import org.sipconnector.kernel.Reply;
import org.sipconnector.spi.sip.SipEvent;
import org.sipconnector.spi.sip.SipUserAgents;
import org.sipconnector.spi.store.ProcessRestarted;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The incoming-call manager. Its chart is about one call, the current one; all that ring are kept. */
final class IncomingCalls implements IncomingCallManager, Manager {

    private static final EventHandlers<IncomingCalls> HANDLERS = EventHandlers.<IncomingCalls>of()
            .on(SipEvent.IncomingInvite.class, IncomingCalls::onInvite)
            .on(SipEvent.DialogFailed.class, IncomingCalls::onFailed)
            .on(SipEvent.DialogConfirmed.class, (own, event) -> own.forgetTaken(event.dialog()))
            .on(SipEvent.DialogEnded.class, (own, event) -> own.forgetTaken(event.dialog()))
            .on(ProcessRestarted.class, (own, restarted) -> own.allFailed())
            .on(ConnectionEvent.Disconnected.class, (own, event) -> own.clear(false))
            .on(ConnectionEvent.RegistrationFailed.class, (own, event) -> own.clear(true))
            .on(ConnectionEvent.ConnectFailed.class, (own, event) -> own.clear(true));

    private static final Logger LOG = LoggerFactory.getLogger(IncomingCalls.class);
    private static final int UNAVAILABLE = 480;
    private static final int DRAINED = 503;
    private static final Header RETRY_AFTER = new Header("Retry-After", "60");

    private final ManagerContext<NoticedCalls, IncomingCallSnapshot> context;
    private final Lane lane;
    private final SipUserAgents sip;
    private final Supplier<IncomingCallRules> rules;

    IncomingCalls(ManagerContext<NoticedCalls, IncomingCallSnapshot> context, SipUserAgents sip, Deciders deciders,
            Supplier<IncomingCallRules> rules) {
        this.context = context;
        this.lane = context.lane();
        this.sip = sip;
        this.rules = rules;
        new Ringing(lane, sip, deciders, this);
        lane.on(HANDLERS, this);
        context.show();
    }

    @Override
    public IncomingCallSnapshot snapshot() {
        return context.snapshot();
    }

    @Override
    public Handover handOver() {
        return context.handOver();
    }

    // ---- operations

    @Override
    public CompletionStage<RingingInvite> claim() {
        return claim(pending());
    }

    @Override
    public CompletionStage<RingingInvite> claim(DialogId dialog) {
        return claim(ringing(dialog));
    }

    private CompletionStage<RingingInvite> claim(Call call) {
        forget(call, IncomingCallChart.Signal.CONSUMED);
        Reply<RingingInvite> reply = lane.reply();
        reply.complete(session(call));
        return reply;
    }

    @Override
    public CompletionStage<Void> giveBack(DialogId dialog) {
        ringAgain(dialog);
        return done();
    }

    @Override
    public CompletionStage<Void> decline() {
        return decline(rules.get().declineStatus());
    }

    @Override
    public CompletionStage<Void> decline(int status) {
        return decline(pending(), status);
    }

    @Override
    public CompletionStage<Void> decline(DialogId dialog, int status) {
        return decline(ringing(dialog), status);
    }

    private CompletionStage<Void> decline(Call call, int status) {
        refuse(call, status);
        return done();
    }

    @Override
    public CompletionStage<Void> start() {
        context.change(state -> state.noticing(true));
        return done();
    }

    @Override
    public CompletionStage<Void> stop() {
        List<Call> ringing = ringing();
        context.change(state -> state.noticing(false).with(state.calls().stream().map(Call::cleared).toList()));
        ringing.forEach(this::nobodyAnswers);
        return done();
    }

    @Override
    public CompletionStage<Void> onSecondCall(SecondCallPolicy policy) {
        context.change(state -> state.onSecondCall(policy));
        return done();
    }

    @Override
    public CompletionStage<Void> reset() {
        clear(true);
        return done();
    }

    private CompletionStage<Void> done() {
        Reply<Void> reply = lane.reply();
        reply.complete(null);
        return reply;
    }

    // ---- what a decider asks for

    /** A call that still rings. */
    Optional<Call> find(DialogId dialog) {
        return context.state().calls().stream().filter(call -> call.dialog().equals(dialog) && call.ringing()).findFirst();
    }

    void refuse(Call call, int status) {
        if (status < 300 || status > 699) {
            throw new IllegalArgumentException("status: '" + status + "' is not from 300 to 699");
        }
        LOG.info("{}: call from {} refused with {}", lane.connector(), Printable.line(call.caller().incomingNumber()), status);
        forget(call, IncomingCallChart.Signal.DECLINED);
        context.publish(new IncomingCallEvent.Declined(call.told()));
        sip.reject(call.dialog(), status, Optional.empty(), List.of());
    }

    RingingInvite consume(Call call) {
        forget(call, IncomingCallChart.Signal.CONSUMED);
        return session(call);
    }

    /** Nobody has taken the call after all. */
    void ringAgain(DialogId dialog) {
        context.state().calls().stream().filter(call -> call.dialog().equals(dialog) && call.stage() == NoticedCalls.Stage.TAKEN_LAST)
                .findFirst().ifPresent(call -> {
                    LOG.info("{}: call from {} could not be answered and is refused", lane.connector(),
                            Printable.line(call.caller().incomingNumber()));
                    forget(call, IncomingCallChart.Signal.DECLINED);
                    sip.reject(call.dialog(), UNAVAILABLE, Optional.empty(), List.of());
                });
        context.state().calls().stream().filter(call -> call.dialog().equals(dialog) && call.stage() == NoticedCalls.Stage.TAKEN)
                .findFirst().ifPresent(call -> {
                    Call again = call.at(NoticedCalls.Stage.RINGING);
                    context.changeUnshown(state -> state.with(state.calls().stream().map(each -> each.equals(call) ? again : each).toList()));
                    LOG.info("{}: call from {} could not be answered and rings on", lane.connector(), Printable.line(call.caller().incomingNumber()));
                    latest().ifPresent(this::ring);
                });
    }

    private static RingingInvite session(Call call) {
        return new RingingInvite(call.userAgent(), call.dialog(), call.caller().incomingNumber(), call.offer());
    }

    // ---- events

    private void onInvite(SipEvent.IncomingInvite invite) {
        if (!context.state().noticing()) {
            return;
        }
        if (lane.has(SipConnector.class) && lane.manager(SipConnector.class).snapshot().draining()) {
            LOG.info("{}: call from {} refused: no new calls are taken", lane.connector(), Printable.line(invite.fromUser()));
            sip.reject(invite.dialog(), DRAINED, Optional.empty(), List.of(RETRY_AFTER));
            return;
        }
        if (leaving(invite)) {
            LOG.info("{}: call from {} refused: the connection is being ended", lane.connector(), Printable.line(invite.fromUser()));
            sip.reject(invite.dialog(), UNAVAILABLE, Optional.empty(), List.of());
            return;
        }
        boolean another = context.state().calls().stream().anyMatch(Call::ringing);
        if (another && context.state().secondCall().orElseGet(rules.get()::secondCall) == SecondCallPolicy.BUSY) {
            LOG.info("{}: second call from {} refused: busy", lane.connector(), Printable.line(invite.fromUser()));
            sip.reject(invite.dialog(), BUSY, Optional.empty(), List.of());
            return;
        }
        RemoteCaller caller = new RemoteCaller(invite.displayName(), invite.fromHost(), invite.fromUser());
        Call call = new Call(invite.dialog(), invite.userAgent(), caller, invite.offer(), NoticedCalls.Stage.RINGING);
        List<Call> calls = new ArrayList<>(context.state().calls());
        calls.add(call);
        context.changeUnshown(state -> state.with(calls));
        ring(call);
        LOG.info("{}: call from {}", lane.connector(), Printable.line(caller.incomingNumber()));
        context.publish(new IncomingCallEvent.Ringing(call.told()));
    }

    private boolean leaving(SipEvent.IncomingInvite invite) {
        if (!lane.has(ConnectionManager.class)) {
            return false;
        }
        ConnectionSnapshot now = lane.manager(ConnectionManager.class).snapshot();
        return now.disconnecting() || !now.userAgent().equals(Optional.of(invite.userAgent()));
    }

    /** The call is up, has ended before its ACK came, or is one of ours: no more of it is to be told here. */
    private void forgetTaken(DialogId dialog) {
        context.change(state -> state.with(others(dialog)));
    }

    private void onFailed(SipEvent.DialogFailed failed) {
        Optional<Call> found = context.state().calls().stream().filter(call -> call.dialog().equals(failed.dialog())).findFirst();
        if (found.isEmpty()) {
            return;
        }
        RingingCall told = found.get().told();
        boolean local = failed.failure().originator() == Originator.LOCAL;
        context.changeUnshown(state -> state.with(others(failed.dialog())));
        finish(found.get(), local ? IncomingCallChart.Signal.TERMINATED : IncomingCallChart.Signal.FAILED);
        LOG.info("{}: call from {} ended: {}", lane.connector(), Printable.line(told.caller().incomingNumber()), failed.failure());
        context.publish(local ? new IncomingCallEvent.Terminated(told) : new IncomingCallEvent.Failed(told));
    }

    /** Nobody waits for the answer of a connector that was restarted. */
    private void allFailed() {
        SipFailure ended = SipFailure.system(SipCause.CONNECTION_ERROR, "the connector was restarted");
        for (Call call : context.state().calls()) {
            if (call.ringing()) {
                onFailed(new SipEvent.DialogFailed(call.userAgent(), call.dialog(), ended));
            } else {
                forgetTaken(call.dialog());
            }
        }
    }

    /** The connection is gone, or its account is: with it all calls that ring. */
    private void clear(boolean refuse) {
        List<Call> ringing = ringing();
        context.changeUnshown(state -> state.with(state.calls().stream().map(Call::cleared).toList()).about(Optional.empty()));
        signal(IncomingCallChart.Signal.CLEAR);
        if (refuse) {
            ringing.forEach(this::nobodyAnswers);
        }
    }

    private List<Call> ringing() {
        return context.state().calls().stream().filter(Call::ringing).toList();
    }

    /** Whoever calls is not left waiting for a call that nobody here knows of any more. */
    private void nobodyAnswers(Call call) {
        sip.reject(call.dialog(), UNAVAILABLE, Optional.empty(), List.of());
    }

    // ---- the chart

    private void ring(Call call) {
        context.changeUnshown(state -> state.about(Optional.of(call.dialog())));
        signal(new IncomingCallChart.Ringing(call.caller()));
    }

    /** The call is not to be had any more; its end will be reported. */
    private void forget(Call call, IncomingCallChart.Signal signal) {
        Call left = signal == IncomingCallChart.Signal.CONSUMED ? call.at(NoticedCalls.Stage.TAKEN) : call.gone();
        context.changeUnshown(state -> state.with(state.calls().stream().map(each -> each.equals(call) ? left : each).toList()));
        finish(call, signal);
    }

    /** The chart follows the current call to its end, and then goes to another one that still rings. */
    private void finish(Call call, IncomingCallChart.Signal signal) {
        if (!context.state().current().equals(Optional.of(call.dialog()))) {
            context.show();
            return;
        }
        signal(signal);
        latest().ifPresent(this::ring);
    }

    private void signal(Object signal) {
        if (!context.signal(IncomingCallChart.CHART, NoticedCalls::position, NoticedCalls::at, signal)) {
            LOG.debug("Invalid transition: {} from {}. Event cannot be processed in current state.", signal,
                    context.state().state().text());
            context.show();
        }
    }

    private Optional<Call> latest() {
        return context.state().calls().stream().filter(Call::ringing).reduce((earlier, later) -> later);
    }

    private Call pending() {
        return latest().orElseThrow(NoIncomingCallException::new);
    }

    private Call ringing(DialogId dialog) {
        return find(dialog).orElseThrow(NoIncomingCallException::new);
    }

    private List<Call> others(DialogId dialog) {
        return context.state().calls().stream().filter(call -> !call.dialog().equals(dialog)).toList();
    }
}
