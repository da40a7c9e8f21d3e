/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.managers;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sipconnector.api.media.LocalTrack;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.api.media.SendEncoding;
import org.sipconnector.api.serverapi.MediaState;

/** The managers' states as the first version wrote them; what has stayed since is left as it comes. */
final class FormerStates {

    private FormerStates() {}

    record Conversation(List<Pending> pending, Optional<MediaState> mediaState, List<String> channels, List<String> sync,
            List<Tone> tones) {}

    record Pending(String id, Optional<String> reply, String kind, boolean keepCall) {}

    record Tone(String key, Optional<String> reply) {}

    record Call(Map<String, Object> progress, Optional<Map<String, Object>> leg, Optional<Negotiation> negotiation,
            List<Negotiation> waiting, Map<String, Object> received, Map<String, Object> watching) {}

    record Negotiation(String kind, String step, String request, Optional<String> reply, Map<String, Object> options) {}

    record Presenting(Map<String, Object> position, List<Map<String, Object>> jobs, Optional<String> sender, Optional<LocalTrack> sent) {}

    record Balancing(boolean scheduled, boolean active, Optional<String> command, Optional<String> resolution,
            Optional<Map<String, Object>> own, Optional<Map<String, Object>> reading, Optional<Sent> sent,
            Optional<Map<String, Object>> watch) {}

    record Sent(String line, SendEncoding encoding, boolean doubtful) {}

    record Redial(String at, Map<String, Object> course, Duration nextDelay, Optional<Map<String, Object>> options,
            Map<String, Object> client, Attempt attempt) {

        Redial endingItsAttempt() {
            return new Redial("ARMED", course, nextDelay, options, client,
                    new Attempt(attempt.run(), "NOTHING", attempt.run(), attempt.leaving()));
        }

        Redial inItsNextAttempt() {
            return new Redial("ATTEMPTING", course, nextDelay, options, client, new Attempt(attempt.run() + 1, "CALL", 0, List.of()));
        }
    }

    record NamedRedial(String at, Map<String, Object> course, Duration nextDelay, Optional<Map<String, Object>> options,
            Armed client, Map<String, Object> attempt) {

        NamedRedial armed(Armed other) {
            return new NamedRedial("ARMED", course, nextDelay, options, other, attempt);
        }
    }

    record Armed(Optional<String> parameters, Optional<String> policy, Optional<Map<String, Object>> muted, Optional<PeerId> call) {}

    record AutoConnecting(Map<String, Object> work, Map<String, Object> cycle, Map<String, Object> coalescer, Map<String, Object> pings,
            Map<String, Object> registration, Map<String, Object> polling, Network network) {

        AutoConnecting stopped() {
            return new AutoConnecting(work, cycle, coalescer, pings, registration, polling, new Network(false, Optional.empty(), network.run()));
        }
    }

    record Network(boolean on, Optional<Map<String, Object>> probe, long run) {}

    record Attempt(int run, String step, int ending, List<String> leaving) {}

    record InRoom(Map<String, Object> draining, Map<String, Object> session, boolean connectAfterCall, Standing standing,
            List<String> beginnings, Optional<Map<String, Object>> calling) {

        InRoom answered(Instant now) {
            return new InRoom(draining, session, connectAfterCall, new Standing(false, standing.attempts(), false, Optional.of(now), false),
                    beginnings, calling);
        }
    }

    record Standing(boolean heldOff, int attempts, boolean waiting, Optional<Instant> since, boolean leaving) {}

    record Coordinator(Map<String, Object> draining, Map<String, Object> session, boolean connectAfterCall) {}

    record Connection(Link link, Map<String, Object> connecting, Map<String, Object> disconnecting, Map<String, Object> registering,
            Map<String, String> requests, Map<String, Object> checks) {}

    record Link(String state, Optional<Configuration> configuration, Optional<String> domain, Optional<Map<String, Object>> userAgent,
            boolean open, boolean registered, Optional<String> parameters, Optional<String> lastError) {}

    record Configuration(String server, String domain, String transport, String displayName, String authorizationUser,
            boolean register, Optional<String> user, Optional<String> remoteAddress, List<Object> iceServers,
            Optional<Map<String, Object>> maxAvailableResolution) {}
}
