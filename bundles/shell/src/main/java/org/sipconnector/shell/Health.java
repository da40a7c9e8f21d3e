/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.shell;

import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.sipconnector.api.Connector;
import org.sipconnector.api.Connectors;
import org.sipconnector.api.SipConnectorException;
import org.sipconnector.api.autoconnector.AutoConnectorManager;
import org.sipconnector.api.autoconnector.AutoConnectorState;
import org.sipconnector.api.connection.ConnectionSnapshot;
import org.sipconnector.api.connection.ConnectionState;
import org.sipconnector.api.session.SessionManager;
import org.sipconnector.api.update.LingeringCode;
import org.sipconnector.api.update.UpdateHistory;
import org.sipconnector.spi.explanation.FailureText;
import org.sipconnector.spi.media.MediaEngine;
import org.sipconnector.spi.media.MediaHealth;
import org.sipconnector.spi.media.MediaStatistics;
import org.sipconnector.spi.sip.SipUserAgents;
import org.sipconnector.spi.store.Hibernation;

/**
 * What keeps the product from doing its work, a line each.
 *
 * @param connectors null without a kernel
 * @param media   the media engine, null without one
 * @param sip     tells what runs short, null without one
 * @param history tells whose code is absent, null without one
 * @param managers simple names of managers whose code is at work, null when that is not known
 * @param installation tells which bundles are stopped, null when that is not known
 */
record Health(Connectors connectors, MediaEngine media, SipUserAgents sip, UpdateHistory history, Collection<String> managers,
        Installation installation, Hibernation hibernation) {

    /** Of what closed peer connections leave in the media library; less is not worth a thought. */
    private static final long WORTH_TELLING = 10_000_000;

    /** Without a look at which managers and bundles are at work. */
    Health(Connectors connectors, MediaEngine media, UpdateHistory history) {
        this(connectors, media, null, history, null, null, null);
    }

    /** Everything that is wrong; empty when all is well. A connector nobody asked to connect is well at rest. */
    List<String> problems() {
        if (connectors == null) {
            return Stream.concat(Stream.of(Installation.elsewhere().orElse("the kernel is not at work: no connector works")), wider().stream())
                    .toList();
        }
        List<String> problems = new ArrayList<>(wider());
        connectors.refused().forEach(refused -> problems.add("refused: " + refused.source() + ": " + refused.reason()));
        for (Connector connector : connectors.all()) {
            problem(connector).ifPresent(problem -> problems.add(connector.id() + ": " + problem));
        }
        return problems;
    }

    /** What is wrong with what all connectors need. */
    List<String> wider() {
        List<String> problems = new ArrayList<>();
        problems.addAll(NeededManagers.absent(managers, parked()));
        if (history != null) {
            history.lingering().forEach(code -> problems.add(text(code)));
        }
        if (sip != null) {
            problems.addAll(sip.shortages());
        }
        if (hibernation != null) {
            hibernation.problem().ifPresent(problems::add);
        }
        List<String> ofBundles = installation == null ? List.of() : installation.problems(NeededManagers.bundlesOf(managers, parked()));
        problems.addAll(ofBundles);
        if (ofBundles.stream().noneMatch(line -> line.startsWith("bundle org.sipconnector.media "))) {
            ofMedia().ifPresent(problem -> problems.add(0, "media: " + problem));
        }
        return problems;
    }

    /** What calls need and is not at work. */
    Absence absence() {
        return Absence.of(sip, media, NeededManagers.absentForCalls(managers, parked()));
    }

    private List<String> parked() {
        return history == null ? List.of() : history.missing();
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

    /** What the media engine holds and has held; empty while there is none. */
    Optional<String> mediaInUse() {
        if (media == null) {
            return Optional.empty();
        }
        try {
            MediaStatistics now = media.statistics();
            return Optional.of(
                    "media: " + now.peers() + (now.peers() == 1 ? " peer connection open, " : " peer connections open, ") + now.closed() + " closed"
                            + (now.leakedBytes() < WORTH_TELLING
                                    ? ""
                                    : "; the media library has kept about " + now.leakedBytes() / 1_000_000
                                            + " MB of them, which a restart frees"));
        } catch (SipConnectorException absent) {
            return Optional.empty();
        }
    }

    private Optional<String> problem(Connector connector) {
        if (!connector.has(SessionManager.class)) {
            return Optional.of("its managers are not installed");
        }
        if (!isMeantToBeConnected(connector)) {
            return drained(connector);
        }
        if (new Overview(connector).disconnectedByCommand()) {
            return Optional.of("not connected: it was disconnected by command; sip:connect " + connector.id() + " connects it");
        }
        ConnectionSnapshot connection = connector.manager(SessionManager.class).snapshot().connection();
        String why = new Details(connector, media).trouble().map(trouble -> ": " + trouble).orElse("");
        if (connection.state() != ConnectionState.ESTABLISHED && why.isEmpty() && attempts(connector)) {
            return Optional.of("not connected yet: the first attempt is under way, ask again in some seconds");
        }
        if (connection.state() != ConnectionState.ESTABLISHED) {
            return Optional.of("not connected" + why + whatToDo(connector, why));
        }
        if (connector.configuration().register() && !connection.registered()) {
            return Optional.of("not registered" + why + "; correct user, password and domain in its file, or ask who runs the server");
        }
        return drained(connector);
    }

    private static String whatToDo(Connector connector, String why) {
        if (hasGivenUp(connector)) {
            return "; it has given up: correct its file, or sip:connect " + connector.id();
        }
        return FailureText.namesKey(why) ? "" : "; check server, transport, tls.trust and account in its file, and that the server runs";
    }

    private static Optional<String> drained(Connector connector) {
        return new Overview(connector).draining()
                ? Optional.of("drained: takes no new calls until sip:undrain " + connector.id())
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
