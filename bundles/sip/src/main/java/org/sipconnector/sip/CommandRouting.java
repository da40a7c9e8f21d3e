/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.sipconnector.api.Event;
import org.sipconnector.api.sip.DialogId;
import org.sipconnector.api.sip.Originator;
import org.sipconnector.api.sip.SipCause;
import org.sipconnector.api.sip.SipFailure;
import org.sipconnector.api.sip.UserAgentId;
import org.sipconnector.sip.agent.Account;
import org.sipconnector.sip.agent.Agent;
import org.sipconnector.sip.agent.Endpoint;
import org.sipconnector.sip.agent.EndpointResources;
import org.sipconnector.sip.agent.LatestEntries;
import org.sipconnector.sip.agent.OwnerEventQueue;
import org.sipconnector.sip.session.IncomingSession;
import org.sipconnector.sip.session.Session;
import org.sipconnector.spi.sip.SipEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes commands to the loop of the user agent or session they are for. One for what has ended meanwhile is answered by the event
 * of its failure, so that nobody waits for an outcome in vain.
 */
final class CommandRouting {

    private static final Logger LOG = LoggerFactory.getLogger(CommandRouting.class);
    private static final int MOST_GONE = 1_024;
    private static final SipFailure STOPPED = SipFailure.system(SipCause.CONNECTION_ERROR, "the user agent is stopped");
    private static final SipFailure OVER =
            new SipFailure(Originator.LOCAL, SipCause.DIALOG_ERROR, 0, "the session is over", List.of());

    private final Map<UserAgentId, Agent> agents = new ConcurrentHashMap<>();
    private final LatestEntries<UserAgentId, OwnerEventQueue> gone = new LatestEntries<>(MOST_GONE);
    private final EndpointResources shared;

    CommandRouting(EndpointResources shared) {
        this.shared = shared;
    }

    Map<UserAgentId, Agent> agents() {
        return agents;
    }

    void remove(UserAgentId id, OwnerEventQueue owner) {
        gone.put(id, owner);
        agents.remove(id);
    }

    /** @param outcome what the command comes to when the user agent is stopped */
    void toAgent(UserAgentId id, Consumer<Agent> command, Function<SipFailure, Event> outcome) {
        if (!toAgentIfThere(id, command)) {
            stopped(id, outcome);
        }
    }

    private void stopped(UserAgentId id, Function<SipFailure, Event> outcome) {
        gone.find(id).ifPresent(owner -> owner.accept(outcome.apply(STOPPED)));
    }

    /** A command that nobody waits for; whether the user agent is there. */
    boolean toAgentIfThere(UserAgentId id, Consumer<Agent> command) {
        Agent agent = agents.get(id);
        if (agent == null) {
            LOG.debug("a command for user agent {}, which is gone", id);
            return false;
        }
        agent.endpoint().execute(() -> command.accept(agent));
        return true;
    }

    /** Begins a session by a command; the next one for it may come at once. */
    void begin(UserAgentId id, DialogId dialog, Consumer<Endpoint> command) {
        Agent agent = agents.get(id);
        if (agent == null) {
            LOG.debug("session {} of user agent {}, which is gone", dialog, id);
            stopped(id, failure -> new SipEvent.DialogFailed(id, dialog, failure));
            return;
        }
        // the very agent that takes the command: it forgets the session too, also when it stops meanwhile
        shared.dialogs().put(dialog, agent.endpoint());
        agent.endpoint().execute(() -> command.accept(agent.endpoint()));
    }

    void toAccount(UserAgentId id, Consumer<Account> command, Function<SipFailure, Event> outcome) {
        toAgent(id, agent -> {
            if (agent instanceof Account account) {
                command.accept(account);
            }
        }, outcome);
    }

    /** A command that has no outcome of its own: when the session is over, its end is told again. */
    void toSession(DialogId dialog, Consumer<Session> command) {
        route(dialog, command, Optional.of(end -> end));
    }

    /** @param outcome what the command comes to when the session is over */
    void toSession(DialogId dialog, Consumer<Session> command, OutcomeOfEnded outcome) {
        route(dialog, command, Optional.of(end -> outcome.of(end.userAgent(), OVER)));
    }

    /** A command that nobody waits for. */
    void toSessionIfThere(DialogId dialog, Consumer<Session> command) {
        route(dialog, command, Optional.empty());
    }

    private void route(DialogId dialog, Consumer<Session> command, Optional<Function<SipEvent.DialogEvent, Event>> outcome) {
        Endpoint endpoint = shared.dialogs().get(dialog);
        if (endpoint == null) {
            over(dialog, outcome);
            return;
        }
        endpoint.execute(() -> endpoint.dialogs().find(dialog).ifPresentOrElse(command, () -> over(dialog, outcome)));
    }

    private void over(DialogId dialog, Optional<Function<SipEvent.DialogEvent, Event>> outcome) {
        LOG.debug("a command for session {}, which is over", dialog);
        outcome.ifPresent(told -> shared.ended().tell(dialog, told));
    }

    static Consumer<Session> incoming(Consumer<IncomingSession> command) {
        return session -> {
            if (session instanceof IncomingSession incoming) {
                command.accept(incoming);
            }
        };
    }

    /** The event that tells what a command came to. */
    interface OutcomeOfEnded {
        Event of(UserAgentId userAgent, SipFailure failure);
    }
}
