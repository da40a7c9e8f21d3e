/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.health;

import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.sipconnector.api.Connector;
import org.sipconnector.api.Connectors;
import org.sipconnector.api.SipConnectorException;
import org.sipconnector.api.autoconnector.AutoConnectorManager;
import org.sipconnector.api.autoconnector.AutoConnectorState;
import org.sipconnector.api.connection.ConnectionSnapshot;
import org.sipconnector.api.connection.ConnectionState;
import org.sipconnector.api.connector.SipConnector;
import org.sipconnector.api.session.SessionManager;
import org.sipconnector.api.update.LingeringCode;
import org.sipconnector.api.update.UpdateHistory;
import org.sipconnector.spi.explanation.ConnectorTrouble;
import org.sipconnector.spi.explanation.FailureText;
import org.sipconnector.spi.explanation.NeededManagers;
import org.sipconnector.spi.health.Problem;
import org.sipconnector.spi.health.Problem.Kind;
import org.sipconnector.spi.media.MediaEngine;
import org.sipconnector.spi.media.MediaHealth;
import org.sipconnector.spi.sip.SipUserAgents;
import org.sipconnector.spi.store.Hibernation;

/**
 * What keeps the product from doing its work.
 *
 * @param connectors null without a kernel
 * @param media   the media engine, null without one
 * @param sip     tells what runs short, null without one
 * @param history tells whose code is absent, null without one
 * @param managers simple names of managers whose code is at work, null when that is not known
 * @param installed tells which bundles are stopped, null when that is not known
 * @param hibernation tells whether connectors are kept, null without a kernel
 */
record Health(Connectors connectors, MediaEngine media, SipUserAgents sip, UpdateHistory history, Collection<String> managers,
        InstalledBundles installed, Hibernation hibernation) {

    /** Everything that is wrong; empty when all is well. A connector nobody asked to connect is well at rest. */
    List<Problem> problems() {
        if (connectors == null) {
            String why = (installed == null ? Optional.<String>empty() : installed.kernelless())
                    .orElse("the kernel is not at work: no connector works");
            return Stream.concat(Stream.of(Problem.of(Kind.KERNEL, why)), wider().stream()).toList();
        }
        List<Problem> problems = new ArrayList<>(wider());
        connectors.refused().forEach(refused -> problems.add(
                Problem.of(Kind.CONFIGURATION, "refused: " + refused.source() + ": " + refused.reason())));
        for (Connector connector : connectors.all()) {
            // nothing is wrong with one that was closed meanwhile
            problemNow(connector).filter(problem -> connectors.find(connector.id()).isPresent()).ifPresent(problems::add);
        }
        return problems;
    }

    private static Optional<Problem> problemNow(Connector connector) {
        try {
            return problem(connector);
        } catch (SipConnectorException absent) {
            return Optional.of(Problem.of(Kind.MANAGER, connector.id(), absent.getMessage()));
        }
    }

    /** What is wrong with what all connectors need. */
    private List<Problem> wider() {
        List<Problem> problems = new ArrayList<>();
        NeededManagers.absent(managers, parked()).forEach(line -> problems.add(Problem.of(Kind.MANAGER, line)));
        told(history, UpdateHistory::lingering).forEach(code -> problems.add(Problem.of(Kind.FORMER_CODE, text(code))));
        told(sip, SipUserAgents::shortages).forEach(line -> problems.add(Problem.of(Kind.SHORTAGE, line)));
        told(hibernation, store -> store.problem().stream().toList()).forEach(line -> problems.add(Problem.of(Kind.STORE, line)));
        List<Problem> ofBundles = installed == null ? List.of() : installed.problems(NeededManagers.bundlesOf(managers, parked()));
        problems.addAll(ofBundles);
        if (ofBundles.stream().noneMatch(problem -> problem.text().startsWith("bundle org.sipconnector.media "))) {
            ofMedia().ifPresent(problem -> problems.add(0, Problem.of(Kind.MEDIA, "media: " + problem)));
        }
        return problems;
    }

    /** What a part tells; nothing without it, and while it is replaced. */
    private static <T, R> List<R> told(T part, Function<T, ? extends Collection<R>> question) {
        try {
            return part == null ? List.of() : List.copyOf(question.apply(part));
        } catch (SipConnectorException absent) {
            return List.of();
        }
    }

    private List<String> parked() {
        return told(history, UpdateHistory::missing);
    }

    private static String text(LingeringCode code) {
        return "update: the former code of " + code.bundle() + " " + code.version() + " (bundle " + code.id() + ", replaced "
                + code.since().truncatedTo(ChronoUnit.SECONDS) + ") is still in memory, held by "
                + (code.holders().isEmpty() ? "nobody we know: a heap dump tells" : String.join("; ", code.holders()));
    }

    private Optional<String> ofMedia() {
        if (media == null) {
            return Optional.of("no media engine is installed, calls cannot be made");
        }
        try {
            MediaHealth health = media.health();
            return health.state() == MediaHealth.State.READY ? Optional.empty() : Optional.of(health.state() + ": " + health.reason());
        } catch (SipConnectorException absent) {
            return Optional.of(absent.getMessage());
        }
    }

    private static Optional<Problem> problem(Connector connector) {
        if (!connector.has(SessionManager.class)) {
            return Optional.of(Problem.of(Kind.MANAGER, connector.id(), "its managers are not installed"));
        }
        if (!isMeantToBeConnected(connector)) {
            return drained(connector);
        }
        Optional<String> unconnected = unconnected(connector);
        if (unconnected.isPresent()) {
            return unconnected.map(line -> Problem.of(Kind.CONNECTION, connector.id(), line));
        }
        if (connector.configuration().register() && !connection(connector).registered()) {
            return Optional.of(Problem.of(Kind.REGISTRATION, connector.id(), "not registered" + why(connector)
                    + "; correct user, password and domain in its file, or ask who runs the server"));
        }
        return drained(connector);
    }

    private static Optional<String> unconnected(Connector connector) {
        if (ConnectorTrouble.isDisconnectedByCommand(connector)) {
            return Optional.of("not connected: it was disconnected by command; sip:connect " + connector.id() + " connects it");
        }
        if (connection(connector).state() == ConnectionState.ESTABLISHED) {
            return Optional.empty();
        }
        String why = why(connector);
        return Optional.of(why.isEmpty() && attempts(connector)
                ? "not connected yet: the first attempt is under way, ask again in some seconds"
                : "not connected" + why + whatToDo(connector, why));
    }

    private static ConnectionSnapshot connection(Connector connector) {
        return connector.manager(SessionManager.class).snapshot().connection();
    }

    private static String why(Connector connector) {
        return ConnectorTrouble.of(connector).map(trouble -> ": " + trouble).orElse("");
    }

    private static String whatToDo(Connector connector, String why) {
        if (hasGivenUp(connector)) {
            return "; it has given up: correct its file, or sip:connect " + connector.id();
        }
        return FailureText.namesKey(why) ? "" : "; check server, transport, tls.trust and account in its file, and that the server runs";
    }

    private static Optional<Problem> drained(Connector connector) {
        return connector.has(SipConnector.class) && connector.manager(SipConnector.class).snapshot().draining()
                ? Optional.of(Problem.of(Kind.DRAINED, connector.id(), "drained: takes no new calls until sip:undrain " + connector.id()))
                : Optional.empty();
    }

    private static boolean hasGivenUp(Connector connector) {
        return connector.has(AutoConnectorManager.class)
                && connector.manager(AutoConnectorManager.class).snapshot().state() == AutoConnectorState.ERROR_TERMINAL;
    }

    private static boolean attempts(Connector connector) {
        return connector.has(AutoConnectorManager.class) && switch (connector.manager(AutoConnectorManager.class).snapshot().state()) {
            case ATTEMPTING_GATE, ATTEMPTING_CONNECT -> true;
            default -> false;
        };
    }

    private static boolean isMeantToBeConnected(Connector connector) {
        return connector.configuration().connectOnStart() || connector.has(AutoConnectorManager.class)
                && connector.manager(AutoConnectorManager.class).snapshot().state() != AutoConnectorState.IDLE;
    }
}
