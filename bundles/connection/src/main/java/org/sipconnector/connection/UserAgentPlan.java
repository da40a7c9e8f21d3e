/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.connection;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import org.sipconnector.api.InvalidConfigurationException;
import org.sipconnector.api.ServerAccess;
import org.sipconnector.api.ServerAddress;
import org.sipconnector.api.connection.ConnectionConfiguration;
import org.sipconnector.api.connection.ConnectionParameters;
import org.sipconnector.api.connection.ReconnectPauses;
import org.sipconnector.api.connection.ServerAccount;
import org.sipconnector.api.connection.ServerTarget;
import org.sipconnector.api.sip.SipOptions;
import org.sipconnector.spi.sip.SipAccount;
import org.sipconnector.spi.sip.TransportTarget;
import org.sipconnector.spi.sip.UserAgentSettings;

/**
 * A user agent to be started, made of checked parameters.
 *
 * @param settings      what the SIP foundation needs
 * @param configuration what others may know, without ICE servers
 */
record UserAgentPlan(UserAgentSettings settings, ConnectionConfiguration configuration) {

    private static final int FIRST_GUEST = 100_000;
    private static final int LAST_GUEST = 99_999_999;

    /**
     * @param random  from 0 to 1, for a guest's number
     * @param recover whether a lost transport is to be opened again
     * @throws InvalidConfigurationException naming the parameter at fault
     */
    static UserAgentPlan of(ConnectionParameters parameters, double random, boolean recover) {
        return of(parameters, random, recover, Optional.empty());
    }

    static UserAgentPlan of(ConnectionParameters parameters, double random, boolean recover, Optional<String> instance) {
        ServerAddress address = check(parameters);
        ServerTarget target = parameters.target();
        ServerAccount account = parameters.account();
        String user = authorizationUser(account, random);
        UserAgentSettings settings = new UserAgentSettings(
                new TransportTarget(target.transport(), address.host(), address.port().orElse(0), target.webSocketPath(),
                        target.access().origin(), target.trust()),
                new SipAccount(user, account.domain(), nameOnTheWire(account.displayName()), user,
                        account.password().filter(secret -> account.register())),
                parameters.registration(), Optional.of(parameters.recovery()).filter(pauses -> recover),

                parameters.userAgent(), target.access().sessionTimers(), options(target.access(), instance));
        return new UserAgentPlan(settings, new ConnectionConfiguration(parameters, user).withoutIceServers());
    }

    /** What is wrong with the parameters, before anything is made of them. */
    static Optional<RuntimeException> objectionTo(ConnectionParameters parameters) {
        try {
            of(parameters, 0, false);
            return Optional.empty();
        } catch (RuntimeException e) {
            return Optional.of(e);
        }
    }

    private static SipOptions options(ServerAccess access, Optional<String> instance) {
        return new SipOptions(instance, access.outboundProxy().map(UserAgentPlan::route).stream().toList(),
                access.clientCertificate(), access.gruu());
    }

    /** A loose router, as all are that still exist. */
    private static String route(String uri) {
        return '<' + (uri.contains(";lr") ? uri : uri + ";lr") + '>';
    }

    private static ServerAddress check(ConnectionParameters parameters) {
        ServerTarget target = parameters.target();
        ServerAccount account = parameters.account();
        require("domain", present(account.domain()), "is required");
        require("server", present(target.server()), "is required");
        if (account.register()) {
            require("password", account.password().filter(secret -> !secret.isEmpty()).isPresent(),
                    "is required for authorized connection");
            require("user", account.user().filter(UserAgentPlan::present).isPresent(),
                    "is required for authorized connection");
        }
        ServerAddress address = ServerAddress.parse("server", target.server());
        require("webSocketPath", target.webSocketPath() != null && target.webSocketPath().startsWith("/"),
                "'" + target.webSocketPath() + "' must begin with '/'");
        Duration expires = parameters.registration().expires();
        require("registerExpires", expires != null && expires.compareTo(Duration.ofSeconds(10)) >= 0
                && expires.compareTo(Duration.ofDays(1)) <= 0, "'" + expires + "' must be between 10 s and 1 day");
        ReconnectPauses pauses = parameters.recovery();
        require("recovery", !pauses.shortest().isNegative() && pauses.shortest().compareTo(pauses.longest()) <= 0,
                "the shortest wait '" + pauses.shortest() + "' must not be longer than '" + pauses.longest() + "'");
        oneLine("domain", account.domain());
        oneLine("displayName", account.displayName());
        oneLine("userAgent", parameters.userAgent());
        account.user().ifPresent(user -> oneLine("user", user));
        parameters.registration().remoteAddress().ifPresent(remote -> oneLine("remoteAddress", remote));
        parameters.registration().extraHeaders().forEach(header -> oneLine("extraHeaders", header.name() + header.value()));
        return address;
    }

    private static boolean present(String text) {
        return text != null && !text.isBlank();
    }

    private static void require(String key, boolean holds, String problem) {
        if (!holds) {
            throw new InvalidConfigurationException(key, problem);
        }
    }

    /** A line break would begin another SIP header. */
    private static void oneLine(String key, String text) {
        Predicate<String> control = line -> line != null && line.chars().anyMatch(Character::isISOControl);
        require(key, !control.test(text), "must not contain control characters");
    }

    private static String authorizationUser(ServerAccount account, double random) {
        return account.user().map(String::trim).filter(user -> account.register())
                .orElseGet(() -> String.valueOf(FIRST_GUEST + (int) (random * (LAST_GUEST - FIRST_GUEST))));
    }

    private static String nameOnTheWire(String displayName) {
        return displayName.trim().replace(' ', '_');
    }
}
