/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.connection;

import java.util.List;
import java.util.Optional;
import org.sipconnector.api.Event;
import org.sipconnector.api.masking.Masking;
import org.sipconnector.api.sip.DialogId;
import org.sipconnector.api.sip.Header;
import org.sipconnector.api.sip.Originator;
import org.sipconnector.api.sip.SipBody;
import org.sipconnector.api.sip.SipFailure;

/** What happens to the connection. */
public sealed interface ConnectionEvent extends Event {

    /** The transport is being opened, for the first time or again. */
    record Connecting(int attempt) implements ConnectionEvent {
        @Override
        public String name() {
            return "connection:connecting";
        }
    }

    /** The transport is open. */
    record Connected(String remote) implements ConnectionEvent {
        @Override
        public String name() {
            return "connection:connected";
        }
    }

    /**
     * The transport is closed, or a connect ended without one.
     *
     * @param error whether it was not asked for
     * @param code  WebSocket close code, 0 when there was none
     */
    record Disconnected(boolean error, int code, String reason) implements ConnectionEvent {
        @Override
        public String name() {
            return "connection:disconnected";
        }
    }

    /** A disconnect begins. */
    record Disconnecting() implements ConnectionEvent {
        @Override
        public String name() {
            return "connection:disconnecting";
        }
    }

    /** A call session begins, in or out. */
    record NewSession(Originator originator, DialogId dialog) implements ConnectionEvent {
        @Override
        public String name() {
            return "connection:newRTCSession";
        }
    }

    /** The first REGISTER of a registration succeeded, or one that was asked for. */
    record Registered(int status, int expires) implements ConnectionEvent {
        @Override
        public String name() {
            return "connection:registered";
        }
    }

    /** The registration is over: asked for, lost with the transport, or its refresh failed. */
    record Unregistered(Optional<SipFailure> failure) implements ConnectionEvent {
        @Override
        public String name() {
            return "connection:unregistered";
        }
    }

    /** REGISTER was refused or not answered. */
    record RegistrationFailed(SipFailure failure) implements ConnectionEvent {
        @Override
        public String name() {
            return "connection:registrationFailed";
        }
    }

    /** A MESSAGE came outside any call. */
    record NewMessage(String fromUri, List<Header> headers, Optional<SipBody> body) implements ConnectionEvent {
        @Override
        public String name() {
            return "connection:newMessage";
        }

        @Override
        public String toString() {
            return Masking.record(this);
        }
    }

    /**
     * A NOTIFY came outside any call.
     *
     * @param event value of its {@code Event} header, empty without one
     */
    record SipNotification(String event, String fromUri, List<Header> headers, Optional<SipBody> body) implements ConnectionEvent {
        @Override
        public String name() {
            return "connection:sipEvent";
        }

        @Override
        public String toString() {
            return Masking.record(this);
        }
    }

    /** A connect begins. */
    record ConnectStarted() implements ConnectionEvent {
        @Override
        public String name() {
            return "connection:connect-started";
        }
    }

    /** The parameters of the connect are there; without the password. */
    record ParametersResolved(ConnectionParameters parameters) implements ConnectionEvent {
        @Override
        public String name() {
            return "connection:connect-parameters-resolve-success";
        }
    }

    /** The parameters of the connect could not be had. */
    record ParametersResolveFailed(Throwable error) implements ConnectionEvent {
        @Override
        public String name() {
            return "connection:connect-parameters-resolve-failed";
        }
    }

    /** A connect is done. */
    record ConnectSucceeded(ConnectionConfiguration configuration) implements ConnectionEvent {
        @Override
        public String name() {
            return "connection:connect-succeeded";
        }
    }

    /** The transport is open, for the first time or again. */
    record ConnectedWithConfiguration(ConnectionConfiguration configuration) implements ConnectionEvent {
        @Override
        public String name() {
            return "connection:connected-with-configuration";
        }
    }

    /** A connect failed; not published for one that was canceled. */
    record ConnectFailed(Throwable error) implements ConnectionEvent {
        @Override
        public String name() {
            return "connection:connect-failed";
        }
    }
}
