/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.shell;

import java.util.Map;
import java.util.Map.Entry;
import java.util.Optional;
import java.util.function.Function;
import org.sipconnector.api.Event;
import org.sipconnector.api.autoconnector.AutoConnectEvent;
import org.sipconnector.api.call.CallEvent;
import org.sipconnector.api.connection.ConnectionEvent;
import org.sipconnector.api.connector.ConnectorEvent;
import org.sipconnector.api.incomingcall.IncomingCallEvent;
import org.sipconnector.api.presentation.PresentationEvent;
import org.sipconnector.api.serverapi.ServerApiEvent;
import org.sipconnector.api.sip.Originator;
import org.sipconnector.spi.explanation.ErrorText;
import org.sipconnector.spi.explanation.FailureText;
import org.sipconnector.spi.explanation.Overview;

/** Tells events as a story: a line for what an operator wants to know, none for the rest. */
final class EventLines {

    private static final Map<Class<?>, Function<Event, String>> LINES = Map.ofEntries(
            of(ConnectionEvent.Connecting.class,
                    connecting -> connecting.attempt() > 1 ? "connecting, attempt " + connecting.attempt() : "connecting"),
            of(ConnectionEvent.Connected.class, connected -> "connected to " + connected.remote()),
            of(ConnectionEvent.Registered.class, registered -> "registered for " + registered.expires() + " s"),
            of(ConnectionEvent.RegistrationFailed.class, failed -> "registration failed: " + FailureText.ofRegistration(failed.failure())),
            of(ConnectionEvent.Disconnected.class, gone -> gone.error() ? "connection lost: " + FailureText.ofLast(gone.reason()) : "disconnected"),
            of(ConnectionEvent.ConnectFailed.class, failed -> "could not connect: " + ErrorText.of(failed.error())),
            of(AutoConnectEvent.StopAttemptsByError.class, stopped -> "gave up connecting: " + ErrorText.of(stopped.error())),
            of(AutoConnectEvent.LimitReachedAttempts.class, event -> "out of attempts: waiting until the server can be reached"),
            of(AutoConnectEvent.TelephonyCheckEscalated.class, escalated -> "server not reachable " + escalated.failCount() + " times in a row"),
            of(CallEvent.StartCall.class, start -> start.answering() ? "answering " + start.number() : "calling " + start.number()),
            of(CallEvent.Progress.class, progress -> "the other side says " + progress.status() + " " + progress.reason()),
            of(CallEvent.Confirmed.class, event -> "call is up"),
            of(CallEvent.TrackReceived.class, received -> "receiving " + Details.text(received.track().kind())),
            of(CallEvent.Ended.class, ended -> "call ended: " + FailureText.ofCall(FailureText.ofEstablished(ended.end()))),
            of(CallEvent.Failed.class, failed -> "call failed: " + FailureText.ofCall(failed.failure())),
            of(CallEvent.ContentedStreamChanged.class, changed -> changed.contented().available() ? "somebody presents" : "nobody presents any more"),
            of(CallEvent.Muted.class, muted -> MutingCommand.text(muted.now())),
            of(CallEvent.Unmuted.class, unmuted -> MutingCommand.text(unmuted.now())),
            of(CallEvent.NewDtmf.class,
                    dtmf -> "tone " + dtmf.tone() + (dtmf.originator() == Originator.LOCAL ? " sent" : " received")),
            of(CallEvent.RoleChanged.class, changed -> "now " + Details.text(changed.role().kind())),
            of(ServerApiEvent.EnterRoom.class, room -> "in room " + room.room() + " as " + room.participantName()),
            of(ServerApiEvent.ParticipantTokenIssued.class, token -> "token for conference " + token.conference()),
            of(ServerApiEvent.MainCamControl.class, control -> control.command().map(command -> "server says " + command).orElse(null)),
            of(IncomingCallEvent.Ringing.class, ringing -> Overview.name(ringing.call().caller()) + " calls"),
            of(IncomingCallEvent.Declined.class, event -> "incoming call declined"),
            of(PresentationEvent.Started.class, event -> "presenting"),
            of(PresentationEvent.Ended.class, event -> "presentation ended"),
            of(PresentationEvent.Failed.class, failed -> "presentation failed: " + FailureText.ofLast(failed.reason())),
            of(ConnectorEvent.DrainingChanged.class, drained -> drained.draining() ? "takes no new calls" : "takes calls again"));

    private EventLines() {}

    static Optional<String> line(Event event) {
        return Optional.ofNullable(LINES.get(event.getClass())).map(line -> line.apply(event));
    }

    /** @param line gives null for an event of that type that tells nothing */
    private static <E extends Event> Entry<Class<?>, Function<Event, String>> of(Class<E> type, Function<? super E, String> line) {
        return Map.entry(type, event -> line.apply(type.cast(event)));
    }
}
