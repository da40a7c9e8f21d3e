/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.tracing;

import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.sipconnector.api.Event;
import org.sipconnector.api.call.CallEvent;
import org.sipconnector.api.incomingcall.IncomingCallEvent;
import org.sipconnector.api.incomingcall.RingingCall;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.api.sip.DialogId;
import org.sipconnector.api.sip.Header;
import org.sipconnector.api.sip.SipFailure;
import org.sipconnector.spi.sip.SessionIdentity;
import org.sipconnector.tracing.SetUpStage.Stage;

/** The calls of one connector that are not over: the one it makes or is in, and those that ring. Hears its events in order. */
final class OpenCalls {

    /** Of more than anybody lets ring the one that rings longest is forgotten. */
    private static final int MOST_RINGING = 16;

    private static final String TRACE_PARENT = "traceparent";

    private static final Map<Class<?>, BiConsumer<OpenCalls, Event>> HANDLERS = new HashMap<>();

    static {
        on(IncomingCallEvent.Ringing.class, (own, event) -> own.rings(event.call()));
        on(IncomingCallEvent.Terminated.class, (own, event) -> own.missed(event.call(), CallEnd.DECLINED));
        on(IncomingCallEvent.Failed.class, (own, event) -> own.missed(event.call(), CallEnd.GIVEN_UP));
        on(CallEvent.StartCall.class, OpenCalls::begins);
        on(CallEvent.Sending.class, (own, event) -> own.reached(Stage.SENDING, call -> call.of(event.dialog())));
        on(CallEvent.Progress.class, (own, event) -> own.reached(Stage.PROGRESS, own::identified));
        on(CallEvent.Accepted.class, (own, event) -> own.reached(Stage.ACCEPTED, call -> own.identified(own.answering(call, event.dialog()))));
        on(CallEvent.Confirmed.class, (own, event) -> own.reached(Stage.CONFIRMED, call -> own.identified(call.of(event.dialog()))));
        on(CallEvent.Ended.class, (own, event) -> own.ended(event.end(), event.peer()));
        on(CallEvent.Failed.class, (own, event) -> own.ended(event.failure(), event.peer()));
    }

    private final Function<DialogId, Optional<SessionIdentity>> sessions;
    private final Supplier<Instant> now;
    private final BiConsumer<NotedCall, CallEnd> over;
    private final Map<DialogId, NotedCall> ringing = new LinkedHashMap<>(2);
    private NotedCall current;

    /**
     * @param sessions what names a session
     * @param over     hears of each call that is over, once
     */
    OpenCalls(Function<DialogId, Optional<SessionIdentity>> sessions, Supplier<Instant> now, BiConsumer<NotedCall, CallEnd> over) {
        this.sessions = sessions;
        this.now = now;
        this.over = over;
    }

    synchronized boolean isEmpty() {
        return current == null && ringing.isEmpty();
    }

    /** The one that is made or up; those that ring are not kept for anybody. */
    synchronized Optional<NotedCall> current() {
        return Optional.ofNullable(current);
    }

    /** Goes on with a call that was noted before. */
    synchronized void resume(NotedCall call) {
        current = call;
    }

    synchronized void hear(Event event) {
        BiConsumer<OpenCalls, Event> handler = HANDLERS.get(event.getClass());
        if (handler != null) {
            handler.accept(this, event);
        }
    }

    private static <E extends Event> void on(Class<E> type, BiConsumer<OpenCalls, E> handler) {
        HANDLERS.put(type, (own, event) -> handler.accept(own, type.cast(event)));
    }

    private void rings(RingingCall call) {
        if (ringing.size() >= MOST_RINGING) {
            ringing.remove(ringing.keySet().iterator().next());
        }
        NotedCall noted = NotedCall.begun(true, now.get(), Optional.empty(), Optional.empty()).of(call.dialog());
        ringing.put(call.dialog(), identified(noted));
    }

    private void missed(RingingCall call, CallEnd end) {
        NotedCall noted = ringing.remove(call.dialog());
        if (noted != null) {
            over.accept(noted, end);
        }
    }

    private void begins(CallEvent.StartCall start) {
        Optional<String> parent = start.answering() ? Optional.empty() : Header.find(start.headers(), TRACE_PARENT);
        current = NotedCall.begun(start.answering(), now.get(), start.peer(), parent.filter(TraceParent::isShort));
    }

    private void reached(Stage stage, UnaryOperator<NotedCall> change) {
        if (current != null) {
            current = change.apply(current).at(stage, now.get());
        }
    }

    private NotedCall answering(NotedCall call, DialogId dialog) {
        NotedCall rang = ringing.remove(dialog);
        return rang == null ? call.of(dialog) : call.answering(rang);
    }

    private void ended(SipFailure end, Optional<PeerId> named) {
        NotedCall call = current;
        if (call == null || !call.meantBy(named)) {
            return;
        }
        current = null;
        if (call.incoming() && call.dialog().isEmpty() && !ringing.isEmpty()) {
            // an answer that could not be made: the call rings on, or is refused, and is over then
            return;
        }
        over.accept(identified(call), CallEnd.of(end, call.confirmed()));
    }

    private NotedCall identified(NotedCall call) {
        return call.callId().isPresent() ? call : call.dialog().flatMap(sessions).map(call::known).orElse(call);
    }
}
