/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.spi.sip;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.sipconnector.api.Event;
import org.sipconnector.api.Secret;
import org.sipconnector.api.masking.Masking;
import org.sipconnector.api.sip.UserAgentId;
import org.sipconnector.spi.foundation.JumpingAhead;
import org.sipconnector.spi.sip.SipServers.ServerSettings;

/**
 * What a SIP foundation leaves of one owner to its next copy, in the same framework or in the next process.
 *
 * @param state     user agents with their registrations and calls
 * @param settings  of each user agent
 * @param listeners servers and their clients
 * @param events    those that still wait for the owner
 * @param trace     how the owner's messages are shown
 */
public record SipFoundationState(SipState state, Map<UserAgentId, UserAgentSettings> settings, List<Listening> listeners,
        List<Event> events, Optional<SipTraces.TraceSettings> trace) implements JumpingAhead {

    public SipFoundationState {
        settings = Map.copyOf(settings);
        listeners = List.copyOf(listeners);
        events = List.copyOf(events);
    }

    @Override
    public SipFoundationState jumpedAhead(Duration age) {
        return new SipFoundationState(state.jumpedAhead(age), settings, listeners, events, trace);
    }

    /**
     * A listener.
     *
     * @param settings  with the port it was really bound to
     * @param passwords the owner's
     */
    public record Listening(String name, ServerSettings settings, Function<String, Optional<Secret>> passwords,
            List<Client> clients) {

        public Listening {
            clients = List.copyOf(clients);
        }
    }

    /** A client of a listener, expected to connect again. */
    public record Client(UserAgentId userAgent, List<Binding> bindings, List<SipState.Call> calls) {

        public Client {
            bindings = List.copyOf(bindings);
            calls = List.copyOf(calls);
        }
    }

    /**
     * A registered contact.
     *
     * @param contact     the whole value as registered
     * @param callId      of the registration
     * @param secondsLeft until it ends
     */
    public record Binding(String user, String uri, String contact, String callId, long secondsLeft) {
        @Override
        public String toString() {
            return Masking.record(this);
        }
    }
}
