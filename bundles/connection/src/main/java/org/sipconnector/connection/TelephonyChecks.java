/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.connection;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.sipconnector.api.connection.ConnectionParameters;
import org.sipconnector.api.connection.ConnectionParametersBuilder;
import org.sipconnector.api.connection.TelephonyNotAvailableException;
import org.sipconnector.api.sip.UserAgentId;
import org.sipconnector.kernel.EventHandlers;
import org.sipconnector.kernel.ReplyId;
import org.sipconnector.kernel.StatePart;
import org.sipconnector.spi.sip.SipEvent;

/** Probes of the server: a user agent of their own that opens its transport, closes it, and is gone whatever happens. */
final class TelephonyChecks {

    static final EventHandlers<TelephonyChecks> HANDLERS = EventHandlers.<TelephonyChecks>of()
            .on(SipEvent.TransportConnected.class,
                    (own, opened) -> own.of(opened.userAgent()).ifPresent(check -> own.reached(opened.userAgent(), check)))
            .on(SipEvent.TransportDisconnected.class,
                    (own, closed) -> own.of(closed.userAgent()).ifPresent(check -> own.end(closed.userAgent(), check, closed.reason())));

    private static final String TIMER = "check of ";
    private static final Duration TO_OPEN = Duration.ofSeconds(10);
    private static final Duration TO_CLOSE = Duration.ofSeconds(4);

    /** @param opened whether the server was reached, so that only the end of the probe is waited for */
    record Check(ReplyId<Void> reply, boolean opened) {}

    private final Connection connection;
    private final StatePart<Map<String, Check>> checks;

    TelephonyChecks(Connection connection, StatePart<Map<String, Check>> checks) {
        this.connection = connection;
        this.checks = checks;
    }

    void begin(ReplyId<Void> reply, ConnectionParameters parameters) {
        UserAgentPlan plan = UserAgentPlan.of(guest(parameters), connection.lane.random(), false);
        UserAgentId userAgent = new UserAgentId(connection.lane.newId("check"));
        checks.change(now -> ConnectionParts.plus(now, userAgent.value(), new Check(reply, false)));
        connection.lane.schedule(TIMER + userAgent, TO_OPEN);
        connection.sip.start(connection.lane.connector(), userAgent, plan.settings());
    }

    private static ConnectionParameters guest(ConnectionParameters parameters) {
        return new ConnectionParametersBuilder(parameters).register(false).account(null, null).build();
    }

    Stream<UserAgentId> userAgents() {
        return checks.get().keySet().stream().map(UserAgentId::new);
    }

    /** The check whose user agent this is. */
    private Optional<Check> of(UserAgentId userAgent) {
        return Optional.ofNullable(checks.get().get(userAgent.value()));
    }

    private void reached(UserAgentId userAgent, Check check) {
        if (!check.opened()) {
            checks.change(now -> ConnectionParts.plus(now, userAgent.value(), new Check(check.reply(), true)));
            connection.lane.schedule(TIMER + userAgent, TO_CLOSE);
            connection.sip.stop(userAgent);
        }
    }

    void onTimer(String timer) {
        if (timer.startsWith(TIMER)) {
            UserAgentId userAgent = new UserAgentId(timer.substring(TIMER.length()));
            of(userAgent).ifPresent(check -> end(userAgent, check, "no connection within " + TO_OPEN.toSeconds() + " s"));
        }
    }

    private void end(UserAgentId userAgent, Check check, String reason) {
        checks.change(now -> ConnectionParts.minus(now, userAgent.value()));
        connection.lane.cancel(TIMER + userAgent);
        if (check.opened()) {
            connection.complete(List.of(check.reply()), null);
        } else {
            connection.sip.stop(userAgent);
            connection.fail(List.of(check.reply()), new TelephonyNotAvailableException(reason));
        }
    }
}
