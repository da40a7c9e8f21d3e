/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.managers;

import static org.sipconnector.managers.Situations.PARAMETERS;
import static org.sipconnector.managers.Situations.WRONG;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.sipconnector.api.InvalidConfigurationException;
import org.sipconnector.api.autoconnector.AutoConnectResult;
import org.sipconnector.api.autoconnector.AutoConnectorManager;
import org.sipconnector.api.connection.ConnectOptions;
import org.sipconnector.api.connection.ConnectionConfiguration;
import org.sipconnector.api.connection.ConnectionLimitException;
import org.sipconnector.api.connection.ConnectionManager;
import org.sipconnector.api.connection.NoUserAgentException;
import org.sipconnector.api.connection.NotReadyForConnectionException;
import org.sipconnector.api.connection.RegistrationFailedException;
import org.sipconnector.api.connection.RequestFailedException;
import org.sipconnector.api.connection.TelephonyNotAvailableException;
import org.sipconnector.api.connectionqueue.ConnectionQueueManager;
import org.sipconnector.api.connectionqueue.SupersededException;

/** How the connector's operations on its connection go. */
final class ConnectionCourses {

    private ConnectionCourses() {}

    static void declare(Courses courses) {
        connecting(courses);
        byItself(courses);
        registering(courses);
        asking(courses);
    }

    private static void connecting(Courses courses) {
        courses.of("ConnectionQueueManager.connect()", all -> all.manager(ConnectionQueueManager.class).connect())
                .succeeds(Situations::nothing, ConnectionConfiguration.class::isInstance)
                .isRefused(Situations::unreachable, ConnectionLimitException.class)
                .isGivenUp(Situations::nothing, Situations::disconnects, SupersededException.class)
                .isCancelled(Situations::nothing);
        courses.of("ConnectionQueueManager.connect(ConnectionParameters, ConnectOptions)",
                all -> all.manager(ConnectionQueueManager.class).connect(PARAMETERS, ConnectOptions.STANDARD))
                .succeeds(Situations::connected, ConnectionConfiguration.class::isInstance)
                .isRefused(Situations::forbidden, RegistrationFailedException.class)
                .isGivenUp(Situations::nothing, all -> all.manager(ConnectionQueueManager.class).connect(), SupersededException.class)
                .isCancelled(Situations::nothing);
        courses.of("ConnectionQueueManager.connect(Supplier, ConnectOptions)", all -> all.manager(ConnectionQueueManager.class).connect(
                () -> CompletableFuture.completedFuture(all.manners.reachable ? PARAMETERS : WRONG),
                ConnectOptions.STANDARD.when(() -> all.manners.engine)))
                .succeeds(Situations::nothing, ConnectionConfiguration.class::isInstance)
                .isRefused(Situations::unreachable, InvalidConfigurationException.class)
                .isRefused(all -> all.manners.engine = false, NotReadyForConnectionException.class)
                .isGivenUp(Situations::nothing, Situations::disconnects, SupersededException.class)
                .isCancelled(Situations::nothing);
        courses.of("SipConnector.disconnect()", all -> all.connector().disconnect())
                .succeeds(Situations::inRoom)
                .succeeds(Situations::nothing)
                .isRefusedByAClosedConnector()
                .isGivenUp(Situations::inCall, all -> all.manager(ConnectionQueueManager.class).connect(), outcome -> !(outcome instanceof Throwable))
                .isCancelled(Situations::inCall);
    }

    private static void byItself(Courses courses) {
        courses.of("AutoConnectorManager.start()", all -> all.manager(AutoConnectorManager.class).start())
                .succeeds(Situations::nothing, outcome -> ((AutoConnectResult) outcome).succeeded())
                .isRefused(all -> all.manners.registrations = 403, outcome -> !((AutoConnectResult) outcome).succeeded())
                .isGivenUp(Situations::unreachable, all -> all.manager(AutoConnectorManager.class).stop(), ConnectionCourses::cancelled)
                .isCancelled(Situations::nothing);
        courses.of("AutoConnectorManager.start(AutoConnectorParameters)",
                all -> all.manager(AutoConnectorManager.class).start(all.keeping(all.manners.reachable ? PARAMETERS : WRONG)))
                .succeeds(Situations::nothing, outcome -> ((AutoConnectResult) outcome).succeeded())
                .isRefused(Situations::unreachable, outcome -> !((AutoConnectResult) outcome).succeeded())
                .isGivenUp(Situations::nothing, Situations::disconnects, ConnectionCourses::cancelled)
                .isCancelled(Situations::nothing);
        courses.of("AutoConnectorManager.stop()", all -> all.manager(AutoConnectorManager.class).stop())
                .succeeds(Situations::connectedByItself)
                .isRefusedByAClosedConnector()
                .isGivenUp(Situations::connectedByItself, all -> all.manager(AutoConnectorManager.class).start(),
                        outcome -> !(outcome instanceof Throwable))
                .isCancelled(Situations::connectedByItself);
    }

    private static boolean cancelled(Object outcome) {
        return ((AutoConnectResult) outcome).reason() == AutoConnectResult.Reason.CANCELLED;
    }

    private static void registering(Courses courses) {
        courses.of("ConnectionManager.register()", all -> all.manager(ConnectionManager.class).register())
                .succeeds(Situations::connected)
                .isRefused(Situations::nothing, NoUserAgentException.class)
                .isRefused(Situations::forbidden, RegistrationFailedException.class)
                .isGivenUp(Situations::connected, Situations::disconnects, NoUserAgentException.class)
                .isCancelled(Situations::connected);
        courses.of("ConnectionManager.unregister()", all -> all.manager(ConnectionManager.class).unregister())
                .succeeds(Situations::connected)
                .isRefused(Situations::nothing, NoUserAgentException.class)
                .isGivenUp(Situations::connected, Situations::disconnects, outcome -> !(outcome instanceof Throwable))
                .isCancelled(Situations::connected);
        courses.of("ConnectionManager.tryRegister()", all -> all.manager(ConnectionManager.class).tryRegister())
                .succeeds(Situations::connected)
                .isRefused(Situations::nothing, NoUserAgentException.class)
                .isRefused(Situations::forbidden, RegistrationFailedException.class)
                .isGivenUp(Situations::connected, Situations::disconnects, NoUserAgentException.class)
                .isCancelled(Situations::connected);
    }

    private static void asking(Courses courses) {
        courses.of("ConnectionManager.sendOptions(String, Optional, List)",
                all -> all.manager(ConnectionManager.class).sendOptions("sip:600@sip.example.org", Optional.empty(), List.of()))
                .succeeds(Situations::connected)
                .isRefused(Situations::refusing, RequestFailedException.class)
                .isGivenUp(Situations::silent, Situations::transportIsLost, RequestFailedException.class)
                .isCancelled(Situations::connected);
        courses.of("ConnectionManager.ping(Optional, List)", all -> all.manager(ConnectionManager.class).ping(Optional.empty(), List.of()))
                .succeeds(Situations::connected)
                .isRefused(Situations::silent, RequestFailedException.class)
                .isGivenUp(Situations::silent, Situations::disconnects, RequestFailedException.class)
                .isCancelled(Situations::connected);
        courses.of("ConnectionManager.checkTelephony(ConnectionParameters)", all -> all.manager(ConnectionManager.class).checkTelephony(PARAMETERS))
                .succeeds(Situations::nothing)
                .isRefused(Situations::unreachable, TelephonyNotAvailableException.class)
                .isGivenUp(Situations::nothing, all -> all.sip.agents().forEach(agent -> agent.lose("reset")),
                        TelephonyNotAvailableException.class)
                .isCancelled(Situations::nothing);
    }
}
