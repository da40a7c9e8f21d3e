/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.connection;

import java.util.Optional;
import org.sipconnector.api.Embedded;
import org.sipconnector.api.connection.ConnectionConfiguration;
import org.sipconnector.api.connection.ConnectionParameters;
import org.sipconnector.api.connection.ConnectionSnapshot;
import org.sipconnector.api.connection.ConnectionState;
import org.sipconnector.api.connection.UserAgentStatus;
import org.sipconnector.api.sip.UserAgentId;
import org.sipconnector.kernel.KeptId;
import org.sipconnector.kernel.Lane;
import org.sipconnector.kernel.chart.Position;

/**
 * The connection as data.
 *
 * @param state         the chart's state
 * @param configuration the chart's context, without ICE servers, whose passwords are no data
 * @param domain        domain of the latest connect
  * @param agent         the user agent

 * @param parameters    under which id the parameters in use are kept
 * @param lastError     why the latest connect failed or the connection was lost
 */
record Link(ConnectionState state, Optional<ConnectionConfiguration> configuration, Optional<String> domain,
        @Embedded UsedAgent agent, Optional<KeptId<ConnectionParameters>> parameters, Optional<String> lastError) {

    /**
     * @param userAgent  the user agent in use
     * @param open       whether its transport is open
     * @param registered whether it is registered
     */
    record UsedAgent(Optional<UserAgentId> userAgent, boolean open, boolean registered) {

        static final UsedAgent NONE = new UsedAgent(Optional.empty(), false, false);
    }

    static final Link NONE = new Link(ConnectionState.IDLE, Optional.empty(), Optional.empty(), UsedAgent.NONE, Optional.empty(), Optional.empty());

    ConnectionSnapshot snapshot(Lane lane) {
        return new ConnectionSnapshot(state, new UserAgentStatus(userAgent(), open(), registered()), configuration(lane), domain,
                ConnectionChart.CHART.validEvents(position()), lastError);
    }

    /** The configuration with its ICE servers. */
    Optional<ConnectionConfiguration> configuration(Lane lane) {
        return configuration.map(bare -> bare.trusting(parameters(lane)));
    }

    /** The parameters in use; after a restart of the framework, those of the configuration. */
    ConnectionParameters parameters(Lane lane) {
        try {
            return parameters.map(lane::kept).orElseGet(() -> lane.configuration().parameters());
        } catch (IllegalStateException nothingKept) {
            return lane.configuration().parameters();
        }
    }

    Position<ConnectionState, Optional<ConnectionConfiguration>> position() {
        return new Position<>(state, configuration);
    }

    Link at(Position<ConnectionState, Optional<ConnectionConfiguration>> position) {
        return new Link(position.state(), position.context(),
                position.context().map(ConnectionConfiguration::domain).or(() -> domain), agent, parameters, lastError);
    }

    Optional<UserAgentId> userAgent() {
        return agent.userAgent();
    }

    boolean open() {
        return agent.open();
    }

    boolean registered() {
        return agent.registered();
    }

    private Link with(UsedAgent other) {
        return new Link(state, configuration, domain, other, parameters, lastError);
    }

    Link over(UserAgentId started) {
        return with(new UsedAgent(Optional.of(started), false, false));
    }

    /** Without its user agent. */
    Link bare() {
        return with(UsedAgent.NONE);
    }

    Link opened(boolean nowOpen) {
        return with(new UsedAgent(userAgent(), nowOpen, nowOpen && registered()));
    }

    Link registered(boolean now) {
        return with(new UsedAgent(userAgent(), open(), now));
    }

    Link with(Optional<KeptId<ConnectionParameters>> keptParameters) {
        return new Link(state, configuration, domain, agent, keptParameters, lastError);
    }

    Link failed(Optional<String> error) {
        return new Link(state, configuration, domain, agent, parameters, error);
    }
}
