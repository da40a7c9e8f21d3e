/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.managers;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.sip.DialogId;
import org.sipconnector.api.sip.Header;
import org.sipconnector.api.sip.SipCause;
import org.sipconnector.api.sip.SipFailure;
import org.sipconnector.api.sip.UserAgentId;
import org.sipconnector.spi.foundation.EventSink;
import org.sipconnector.spi.sip.OutgoingRequest;
import org.sipconnector.spi.sip.SipEvent;
import org.sipconnector.spi.sip.SipStatistics;
import org.sipconnector.spi.sip.SipUserAgents;
import org.sipconnector.spi.sip.UserAgentSettings;

/**
 * The SIP foundation with a server behind it, in virtual time. Commands are done a moment after they were given, in order, and
 * those for user agents and sessions that are gone are ignored, as the real one does.
 */
final class ActingSip implements SipUserAgents {

    private final World world;
    private final Map<UserAgentId, ActingAgent> agents = new LinkedHashMap<>();

    ActingSip(World world) {
        this.world = world;
    }

    // ---- what the server and the network do

    List<ActingAgent> agents() {
        return List.copyOf(agents.values());
    }

    /** User agents whose transport is open. */
    List<ActingAgent> connected() {
        return agents().stream().filter(ActingAgent::connected).toList();
    }

    List<ActingDialog> dialogs() {
        List<ActingDialog> all = new ArrayList<>();
        agents.values().forEach(agent -> all.addAll(agent.dialogs()));
        return all;
    }

    void gone(ActingAgent agent) {
        agents.remove(agent.id());
    }

    /** Another process goes on with what this one had. */
    void restart() {
        agents().forEach(ActingAgent::restart);
    }

    // ---- commands

    @Override
    public void start(ConnectorId owner, UserAgentId userAgent, UserAgentSettings settings) {
        if (agents.containsKey(userAgent)) {
            throw new IllegalArgumentException("user agent '" + userAgent + "' exists already");
        }
        ActingAgent agent = new ActingAgent(world, this, userAgent, settings);
        agents.put(userAgent, agent);
        world.after(World.LOOP, agent::open);
    }

    @Override
    public void stop(UserAgentId userAgent) {
        agent(userAgent, ActingAgent::stop);
    }

    @Override
    public void register(UserAgentId userAgent) {
        agent(userAgent, ActingAgent::register);
    }

    @Override
    public void unregister(UserAgentId userAgent) {
        agent(userAgent, ActingAgent::unregister);
    }

    @Override
    public void request(UserAgentId userAgent, OutgoingRequest request) {
        agent(userAgent, agent -> agent.request(request));
    }

    @Override
    public void invite(UserAgentId userAgent, DialogId dialog, String target, String offer, List<Header> headers) {
        agent(userAgent, agent -> agent.invite(dialog));
    }

    @Override
    public void acknowledge(DialogId dialog, String answer) {
        dialog(dialog, ActingDialog::acknowledge);
    }

    @Override
    public void ring(DialogId dialog) {
        dialog(dialog, ActingDialog::ring);
    }

    @Override
    public void accept(DialogId dialog, String answer, List<Header> headers) {
        dialog(dialog, ActingDialog::accept);
    }

    @Override
    public void reject(DialogId dialog, int status, Optional<String> reason, List<Header> headers) {
        dialog(dialog, session -> session.reject(status));
    }

    @Override
    public void terminate(DialogId dialog, SipCause cause, Optional<String> reason) {
        dialog(dialog, session -> session.terminate(cause));
    }

    @Override
    public void reinvite(DialogId dialog, String offer, List<Header> headers) {
        dialog(dialog, session -> session.offer(false));
    }

    @Override
    public void update(DialogId dialog, String offer, List<Header> headers) {
        dialog(dialog, session -> session.offer(true));
    }

    @Override
    public void answerReinvite(DialogId dialog, String answer) {
        dialog(dialog, ActingDialog::answerOffer);
    }

    @Override
    public void refuseReinvite(DialogId dialog, int status) {
        dialog(dialog, ActingDialog::refuseOffer);
    }

    @Override
    public void requestInDialog(DialogId dialog, OutgoingRequest request) {
        dialog(dialog, session -> session.request(request));
    }

    @Override
    public void retain(ConnectorId owner, Set<UserAgentId> userAgents) {
        world.after(World.LOOP, () -> {
            agents().stream().filter(agent -> !userAgents.contains(agent.id())).forEach(ActingAgent::stop);
            for (UserAgentId id : userAgents) {
                Optional.ofNullable(agents.get(id)).ifPresentOrElse(ActingAgent::report,
                        () -> world.tell(new SipEvent.TransportDisconnected(id, false, false, 0, "")));
            }
        });
    }

    @Override
    public void retain(ConnectorId owner, UserAgentId userAgent, Set<DialogId> sessions) {
        world.after(World.LOOP, () -> {
            List<ActingDialog> its = Optional.ofNullable(agents.get(userAgent)).map(ActingAgent::dialogs).orElse(List.of());
            List.copyOf(its).forEach(dialog -> {
                if (!sessions.contains(dialog.id())) {
                    dialog.terminate(SipCause.TERMINATED);
                } else if (dialog.confirmed()) {
                    world.tell(new SipEvent.DialogConfirmed(userAgent, dialog.id()));
                }
            });
            sessions.stream().filter(id -> its.stream().noneMatch(dialog -> dialog.id().equals(id))).forEach(id -> world.tell(
                    new SipEvent.DialogEnded(userAgent, id, SipFailure.system(SipCause.CONNECTION_ERROR, "the connector was restarted"))));
        });
    }

    private void agent(UserAgentId id, Consumer<ActingAgent> command) {
        world.after(World.LOOP, () -> Optional.ofNullable(agents.get(id)).ifPresent(command));
    }

    private void dialog(DialogId id, Consumer<ActingDialog> command) {
        world.after(World.LOOP, () -> dialogs().stream().filter(each -> each.id().equals(id)).findFirst().ifPresent(command));
    }

    @Override
    public SipStatistics statistics() {
        return new SipStatistics(agents.size(), connected().size(), dialogs().size(), 0, 0);
    }

    @Override
    public void attach(ConnectorId owner, EventSink sink) {}

    @Override
    public void detach(ConnectorId owner) {}

    @Override
    public void release(ConnectorId owner) {}
}
