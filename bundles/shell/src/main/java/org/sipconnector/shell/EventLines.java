/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.shell;

import java.util.Optional;
import org.sipconnector.api.Event;
import org.sipconnector.api.autoconnector.AutoConnectEvent;
import org.sipconnector.api.call.CallEvent;
import org.sipconnector.api.connection.ConnectionEvent;
import org.sipconnector.api.connector.ConnectorEvent;
import org.sipconnector.api.incomingcall.IncomingCallEvent;
import org.sipconnector.api.presentation.PresentationEvent;
import org.sipconnector.api.serverapi.ServerApiEvent;
import org.sipconnector.spi.explanation.ErrorText;
import org.sipconnector.spi.explanation.FailureText;

/** Tells events as a story: a line for what an operator wants to know, none for the rest. */
final class EventLines {

    private EventLines() {}

    static Optional<String> line(Event event) {
        if (event instanceof ConnectionEvent connection) {
            return Optional.ofNullable(ofConnection(connection));
        } else if (event instanceof AutoConnectEvent autoConnect) {
            return Optional.ofNullable(ofAutoConnect(autoConnect));
        } else if (event instanceof CallEvent call) {
            return Optional.ofNullable(ofCall(call));
        } else if (event instanceof ServerApiEvent server) {
            return Optional.ofNullable(ofServer(server));
        }
        return Optional.ofNullable(ofOther(event));
    }

    private static String ofConnection(ConnectionEvent event) {
        if (event instanceof ConnectionEvent.Connecting connecting) {
            return connecting.attempt() > 1 ? "connecting, attempt " + connecting.attempt() : "connecting";
        } else if (event instanceof ConnectionEvent.Connected connected) {
            return "connected to " + connected.remote();
        } else if (event instanceof ConnectionEvent.Registered registered) {
            return "registered for " + registered.expires() + " s";
        } else if (event instanceof ConnectionEvent.RegistrationFailed failed) {
            return "registration failed: " + FailureText.ofRegistration(failed.failure());
        } else if (event instanceof ConnectionEvent.Disconnected gone) {
            return gone.error() ? "connection lost: " + FailureText.ofLast(gone.reason()) : "disconnected";
        } else if (event instanceof ConnectionEvent.ConnectFailed failed) {
            return "could not connect: " + ErrorText.of(failed.error());
        }
        return null;
    }

    private static String ofAutoConnect(AutoConnectEvent event) {
        if (event instanceof AutoConnectEvent.StopAttemptsByError stopped) {
            return "gave up connecting: " + ErrorText.of(stopped.error());
        } else if (event instanceof AutoConnectEvent.LimitReachedAttempts) {
            return "out of attempts: waiting until the server can be reached";
        } else if (event instanceof AutoConnectEvent.TelephonyCheckEscalated escalated) {
            return "server not reachable " + escalated.failCount() + " times in a row";
        }
        return null;
    }

    private static String ofCall(CallEvent event) {
        if (event instanceof CallEvent.StartCall start) {
            return start.answering() ? "answering " + start.number() : "calling " + start.number();
        } else if (event instanceof CallEvent.Progress progress) {
            return "the other side says " + progress.status() + " " + progress.reason();
        } else if (event instanceof CallEvent.Confirmed) {
            return "call is up";
        } else if (event instanceof CallEvent.TrackReceived received) {
            return "receiving " + Details.text(received.track().kind());
        } else if (event instanceof CallEvent.Ended ended) {
            return "call ended: " + FailureText.ofCall(FailureText.ofEstablished(ended.end()));
        } else if (event instanceof CallEvent.Failed failed) {
            return "call failed: " + FailureText.ofCall(failed.failure());
        } else if (event instanceof CallEvent.ContentedStreamChanged changed) {
            return changed.contented().available() ? "somebody presents" : "nobody presents any more";
        } else if (event instanceof CallEvent.Muted muted) {
            return MutingCommand.text(muted.now());
        } else if (event instanceof CallEvent.Unmuted unmuted) {
            return MutingCommand.text(unmuted.now());
        } else if (event instanceof CallEvent.RoleChanged changed) {
            return "now " + Details.text(changed.role().kind());
        }
        return null;
    }

    private static String ofServer(ServerApiEvent event) {
        if (event instanceof ServerApiEvent.EnterRoom room) {
            return "in room " + room.room() + " as " + room.participantName();
        } else if (event instanceof ServerApiEvent.ParticipantTokenIssued token) {
            return "token for conference " + token.conference();
        } else if (event instanceof ServerApiEvent.MainCamControl control) {
            return control.command().map(command -> "server says " + command).orElse(null);
        }
        return null;
    }

    private static String ofOther(Event event) {
        if (event instanceof IncomingCallEvent.Ringing ringing) {
            return Overview.name(ringing.call().caller()) + " calls";
        } else if (event instanceof IncomingCallEvent.Declined) {
            return "incoming call declined";
        } else if (event instanceof PresentationEvent.Started) {
            return "presenting";
        } else if (event instanceof PresentationEvent.Ended) {
            return "presentation ended";
        } else if (event instanceof PresentationEvent.Failed failed) {
            return "presentation failed: " + FailureText.ofLast(failed.reason());
        } else if (event instanceof ConnectorEvent.DrainingChanged drained) {
            return drained.draining() ? "takes no new calls" : "takes calls again";
        }
        return null;
    }
}
