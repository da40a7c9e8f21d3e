/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.connection;

import java.util.Optional;
import java.util.function.BiConsumer;
import org.sipconnector.api.call.CallEvent;
import org.sipconnector.api.connection.ConnectionEvent;
import org.sipconnector.api.connection.ConnectionState;
import org.sipconnector.api.connection.DisconnectedException;
import org.sipconnector.api.connection.RegistrationFailedException;
import org.sipconnector.api.sip.DialogId;
import org.sipconnector.api.sip.Header;
import org.sipconnector.api.sip.Originator;
import org.sipconnector.api.sip.SipFailure;
import org.sipconnector.kernel.EventHandlers;
import org.sipconnector.spi.explanation.ErrorText;
import org.sipconnector.spi.explanation.FailureText;
import org.sipconnector.spi.sip.SipEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the user agent in use reports: first the chart and the snapshot change, then the event is published, then whoever
 * waited for it is told.
 */
final class UserAgentEvents {

    static final EventHandlers<UserAgentEvents> HANDLERS = EventHandlers.<UserAgentEvents>of()
            .on(SipEvent.TransportConnecting.class, ofConnection(UserAgentEvents::opening))
            .on(SipEvent.TransportConnected.class, ofConnection(UserAgentEvents::opened))
            .on(SipEvent.TransportDisconnected.class, ofConnection(UserAgentEvents::closed))
            .on(SipEvent.Registered.class, ofConnection(UserAgentEvents::registered))
            .on(SipEvent.Unregistered.class, ofConnection(UserAgentEvents::unregistered))
            .on(SipEvent.RegistrationFailed.class, ofConnection((own, failed) -> own.registrationFailed(failed.failure())))
            .on(SipEvent.RequestAnswered.class, ofConnection((own, answered) -> own.requests.onAnswer(answered)))
            .on(SipEvent.RequestFailed.class, ofConnection((own, failed) -> own.requests.onFailure(failed)))
            .on(SipEvent.RequestReceived.class, ofConnection(UserAgentEvents::received))
            .on(SipEvent.IncomingInvite.class, ofConnection((own, invite) -> own.session(Originator.REMOTE, invite.dialog())))
            .on(CallEvent.Sending.class, (own, sending) -> own.session(Originator.LOCAL, sending.dialog()));

    private static final Logger LOG = LoggerFactory.getLogger(UserAgentEvents.class);

    private final Connection connection;
    private final Connecting connecting;
    private final Disconnecting disconnecting;
    private final Registering registering;
    private final OptionsRequests requests;

    UserAgentEvents(Connection connection, Connecting connecting, Disconnecting disconnecting, Registering registering,
            OptionsRequests requests) {
        this.connection = connection;
        this.connecting = connecting;
        this.disconnecting = disconnecting;
        this.registering = registering;
        this.requests = requests;
    }

    private static <E extends SipEvent> BiConsumer<UserAgentEvents, E> ofConnection(BiConsumer<UserAgentEvents, E> handler) {
        return (own, event) -> {
            if (own.connection.isOver(event.userAgent())) {
                handler.accept(own, event);
            }
        };
    }

    private void session(Originator originator, DialogId dialog) {
        connection.publish(new ConnectionEvent.NewSession(originator, dialog));
    }

    private void opening(SipEvent.TransportConnecting event) {
        if (disconnecting.active()) {
            return;
        }
        if (connection.link().state() == ConnectionState.DISCONNECTED) {
            connection.signal(ConnectionSignal.UA_CONNECTING);
        }
        connection.publish(new ConnectionEvent.Connecting(event.attempt()));
    }

    private void opened(SipEvent.TransportConnected event) {
        // told once more when the process was restarted
        if (disconnecting.active() || connection.link().open()) {
            return;
        }
        connection.change(link -> link.opened(true));
        connection.signal(ConnectionSignal.UA_CONNECTED);
        connection.publish(new ConnectionEvent.Connected(event.remote()));
        connection.configuration().ifPresent(configuration -> {
            connection.publish(new ConnectionEvent.ConnectedWithConfiguration(configuration));
            // a transport that is back is registered again by the foundation
            if (!configuration.register()) {
                connecting.attemptSucceeded();
            } else if (connecting.attempting()) {
                connection.sip.register(event.userAgent());
            }
        });
    }

    private void closed(SipEvent.TransportDisconnected event) {
        if (disconnecting.active()) {
            disconnecting.onClosed(event);
            return;
        }
        DisconnectedException lost = new DisconnectedException(codeOf(event), event.reason());
        if (connection.link().open()) {
            LOG.info("{}: connection lost: {}", connection.lane.connector(), event.reason());
        } else if (!connecting.attempting()) {
            connecting.tell(ErrorText.of(lost));
        }
        connection.change(link -> link.opened(false).failed(Optional.of(lost.getMessage())));
        if (connection.link().state() != ConnectionState.DISCONNECTED) {
            connection.signal(ConnectionSignal.UA_DISCONNECTED);
        }
        connection.publish(new ConnectionEvent.Disconnected(event.error(), lost.code(), event.reason()));
        connecting.attemptFailed(lost);
    }

    /** Not to have opened at all, or to have been cut off without a word, is an abnormal closure on every transport. */
    private static int codeOf(SipEvent.TransportDisconnected event) {
        boolean abnormal = !event.opened() || (event.error() && event.code() == 0);
        return abnormal ? DisconnectedException.ABNORMAL_CLOSURE : event.code();
    }

    private void registered(SipEvent.Registered event) {
        if (disconnecting.active()) {
            return;
        }
        ConnectionEvent.Registered told = new ConnectionEvent.Registered(event.status(), event.expires());
        connection.change(link -> link.registered(true));
        if (connection.link().state() == ConnectionState.DISCONNECTED && connection.link().open()) {
            // the registration had been lost alone, and the foundation has won it back
            connection.signal(ConnectionSignal.UA_CONNECTING);
        }
        if (connection.link().state() != ConnectionState.ESTABLISHED) {
            if (!connecting.attempting()) {
                LOG.info("{}: registered again", connection.lane.connector());
            }
            connection.signal(ConnectionSignal.UA_REGISTERED);
        }
        connection.publish(told);
        registering.registered(told);
        connecting.attemptSucceeded();
    }

    private void unregistered(SipEvent.Unregistered event) {
        if (connection.link().registered() && !registering.unregisterAsked() && !disconnecting.active()) {
            event.failure().ifPresent(this::registrationFailed);
        }
        connection.change(link -> link.registered(false));
        ConnectionEvent.Unregistered told = new ConnectionEvent.Unregistered(event.failure());
        connection.publish(told);
        if (!disconnecting.active()) {
            registering.unregistered(told);
        }
    }

    private void registrationFailed(SipFailure failure) {
        if (!connecting.attempting()) {
            // what an attempt fails with is told when it is given up
            LOG.info("{}: registration failed: {}", connection.lane.connector(), FailureText.ofRegistration(failure));
        }
        connection.change(link -> link.registered(false).failed(Optional.of(failure.toString())));
        if (!disconnecting.active() && connection.link().state() != ConnectionState.DISCONNECTED) {
            connection.signal(ConnectionSignal.UA_DISCONNECTED);
        }
        connection.publish(new ConnectionEvent.RegistrationFailed(failure));
        registering.failed(failure);
        connecting.attemptFailed(new RegistrationFailedException(failure));
    }

    private void received(SipEvent.RequestReceived event) {
        if (event.method().equals("MESSAGE")) {
            connection.publish(new ConnectionEvent.NewMessage(event.fromUri(), event.headers(), event.body()));
        } else {
            connection.publish(new ConnectionEvent.SipNotification(
                    Header.find(event.headers(), "Event").orElse(""), event.fromUri(), event.headers(), event.body()));
        }
    }
}
