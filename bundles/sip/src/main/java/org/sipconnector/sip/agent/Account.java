/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.agent;

import io.netty.channel.EventLoop;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.sipconnector.api.Event;
import org.sipconnector.api.Transport;
import org.sipconnector.api.connection.ReconnectPauses;
import org.sipconnector.api.sip.SipFailure;
import org.sipconnector.api.sip.UserAgentId;
import org.sipconnector.sip.transaction.Timing;
import org.sipconnector.sip.transaction.TransactionTransport.Alarm;
import org.sipconnector.sip.transport.Dialer;
import org.sipconnector.sip.transport.Flow;
import org.sipconnector.sip.transport.FlowUser;
import org.sipconnector.sip.transport.Target;
import org.sipconnector.spi.sip.SipEvent.TransportConnected;
import org.sipconnector.spi.sip.SipEvent.TransportConnecting;
import org.sipconnector.spi.sip.SipEvent.TransportDisconnected;
import org.sipconnector.spi.sip.SipState;
import org.sipconnector.spi.sip.TransportTarget;
import org.sipconnector.spi.sip.UserAgentSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A user agent as a client: its transport, kept open as long as it is wanted, and its registration. */
public final class Account implements FlowUser, Agent {

    private static final Logger LOG = LoggerFactory.getLogger(Account.class);
    private static final long RESUME_MILLIS = 5_000;
    private static final long RESUME_PAUSE_MILLIS = 100;

    private final UserAgentSettings settings;
    private final Dialer dialer;
    private final EndpointResources shared;
    private final Endpoint endpoint;
    private final MessageDispatcher reception;
    private final Registration registration;
    private final Runnable gone;
    private Dialer.Attempt attempt;
    private Alarm retry;
    private Alarm patience;
    private int attempts;
    private boolean stopping;
    private Runnable stopped = () -> {};
    /** Until the transport of an account taken up is open, the owner need not know that it was ever closed. */
    private boolean resuming;
    private long resumeEnd;
    private boolean over;
    private boolean moving;

    /**
     * @param taken what another foundation gave away, absent for a fresh account
     * @param gone called once, when nothing of the account is left
     */
    public Account(UserAgentId id, UserAgentSettings settings, Optional<SipState.Account> taken, EventLoop loop, Dialer dialer,
            EndpointResources shared,
            OwnerEventQueue outlet, Runnable gone) {
        this.settings = settings;
        this.dialer = dialer;
        this.shared = shared;
        this.gone = gone;
        AccountIdentity identity = new AccountIdentity(settings, taken.map(SipState.Account::contact),
                () -> shared.admission().security().minimumDigest());
        this.endpoint = new Endpoint(id, identity, loop, shared, outlet);
        identity.connect(endpoint);
        endpoint.movesBy(this::move);
        this.reception = new MessageDispatcher(endpoint);
        if (settings.server().transport() == Transport.UDP) {
            endpoint.large(new LargeRequests(endpoint, dialer, shared, reception));
        }
        this.registration = new Registration(endpoint, settings, identity,
                taken.map(SipState.Account::instance).or(settings.options()::instanceId)
                        .orElseGet(() -> "urn:uuid:" + UUID.randomUUID()));
        taken.ifPresent(account -> {
            resuming = account.connected();
            registration.takeUp(account);
            endpoint.dialogs().takeUp(account.calls());
        });
    }

    @Override
    public Endpoint endpoint() {
        return endpoint;
    }

    /** Opens the transport of an account taken up; its owner need not notice when that works within a few seconds. */
    public void resume() {
        if (resuming) {
            resumeEnd = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(RESUME_MILLIS);
            endpoint.hold();
        }
        waitForPeer("not reached again");
        open();
    }

    /** Opens the transport. */
    public void open() {
        retry = null;
        attempts++;
        if (!resuming) {
            endpoint.publish(new TransportConnecting(endpoint.id(), attempts));
        }
        TransportTarget server = settings.server();
        Target target = new Target(server.transport(), server.host(), server.port(), server.webSocketPath(), server.origin(), server.trust(),
                settings.options().certificate());
        attempt = dialer.dial(target, endpoint.loop(), this);
    }

    @Override
    public void opened(Flow flow) {
        attempts = 0;
        shared.connections().increment();
        endpoint.connected(flow);
        LOG.debug("{}: connected to {}", endpoint.id(), flow.remote());
        if (!resuming && !moving) {
            endpoint.publish(new TransportConnected(endpoint.id(), Flow.hostPort(flow.remote())));
        }
        resuming = false;
        moving = false;
        registration.connected();
        if (patience != null) {
            patience.cancel();
            patience = null;
        }
        endpoint.dialogs().rebind();
        endpoint.release();
    }

    /** Leaves a server that cannot serve for the next one, without a word to the owner. */
    private boolean move() {
        if (stopping || over || attempt == null || !endpoint.connected()) {
            return false;
        }
        InetSocketAddress left = endpoint.flow().remote();
        boolean wasMoving = moving;
        moving = true;
        if (!attempt.next()) {
            moving = wasMoving;
            return false;
        }
        LOG.info("{}: {} does not serve, the next server is tried", endpoint.owner(), left);
        shared.connections().decrement();
        endpoint.leaving();
        return true;
    }

    @Override
    public void received(byte[] message) {
        reception.receive(endpoint.flow(), message);
    }

    @Override
    public void refused(byte[] head, Unreadable why) {
        reception.refused(endpoint.flow(), head, why);
    }

    @Override
    public void closed(Closing closing) {
        if (over || shared.left().get()) {
            return;
        }
        if (closing.opened()) {
            shared.connections().decrement();
        }
        attempt = null;
        if (resuming && !stopping && System.nanoTime() - resumeEnd < 0) {
            retry = endpoint.after(RESUME_PAUSE_MILLIS, this::open);
            return;
        }
        Optional<ReconnectPauses> again = settings.recovery().filter(pauses -> !stopping);
        endpoint.disconnected(closing.reason(), again.isPresent());

        LOG.debug("{}: {}: {} ({})", endpoint.id(), closing.opened() ? "disconnected" : "not connected", closing.reason(), closing.code());
        if (stopping) {
            finished();
            return;
        }
        endpoint.publish(new TransportDisconnected(endpoint.id(), true,
                closing.opened() || resuming || moving, closing.code(), closing.reason()));
        resuming = false;
        moving = false;
        registration.disconnected();
        endpoint.release();
        again.ifPresent(pauses -> {
            waitForPeer(closing.reason());
            retry = endpoint.after(ReopeningDelay.delay(attempts, pauses.shortest().toMillis(), pauses.longest().toMillis()), this::open);
        });
    }

    /** Established sessions outlive a short loss: the peer keeps them as long as a transaction may take. */
    private void waitForPeer(String reason) {
        if (patience == null && !endpoint.dialogs().isEmpty()) {
            patience = endpoint.after(Timing.GIVE_UP, () -> {
                patience = null;
                endpoint.dialogs().abandon(reason);
            });
        }
    }

    public void register() {
        registration.register();
    }

    public void unregister() {
        registration.unregister();
    }

    public UserAgentSettings settings() {
        return settings;
    }

    /** Gives everything away and ends without a word; empty when it was stopped, which is over with that. */
    public Optional<SipState.Account> handOver() {
        over = true;
        endpoint.release();
        if (retry != null) {
            retry.cancel();
        }
        if (patience != null) {
            patience.cancel();
        }
        if (endpoint.connected()) {
            shared.connections().decrement();
        }
        SipState.Account account = registration.handOver(endpoint.id(), connected()).with(endpoint.handOver());
        if (attempt != null) {
            attempt.close();
        }
        gone.run();
        if (stopping) {
            tellEnd();
            return Optional.empty();
        }
        return Optional.of(account);
    }

    /** Tells the owner once more what it may have missed. */
    public void report() {
        if (endpoint.connected()) {
            endpoint.publish(new TransportConnected(endpoint.id(), Flow.hostPort(endpoint.flow().remote())));
            registration.report();
        }
    }

    /** As far as the owner knows. */
    private boolean connected() {
        return resuming || moving || endpoint.connected();
    }

    /** What another process would go on with, while everything goes on here; empty when it was stopped. */
    public Optional<Copied> copy(SipFailure failure) {
        if (stopping || over) {
            return Optional.empty();
        }
        Endpoint.Copied sessions = endpoint.copy(failure);
        return Optional.of(new Copied(registration.copy(endpoint.id(), connected()).with(sessions.calls()), settings, sessions.told()));
    }

    /**
     * An account as it was at one moment.
     *
     * @param told what its owner would hear first
     */
    public record Copied(SipState.Account account, UserAgentSettings settings, List<Event> told) {}

    @Override
    public void stop() {
        if (stopping) {
            return;
        }
        endpoint.release();
        stopping = true;
        if (retry != null) {
            retry.cancel();
        }
        if (attempt == null) {
            if (patience != null) {
                patience.cancel();
            }
            endpoint.dialogs().abandon("stopped");
            finished();
            return;
        }
        registration.leave();
        if (endpoint.connected()) {
            patience = endpoint.after(shared.farewellMillis().get(), attempt::close);
            endpoint.finish(this::close);
        } else {
            attempt.close();
        }
    }

    /** Runs this when the account, if it was stopped, is gone; at once when it was not. */
    public void whenStopped(Runnable then) {
        if (stopping && !over) {
            stopped = then;
        } else {
            then.run();
        }
    }

    private void close() {
        if (attempt != null) {
            attempt.close();
        }
    }

    /** The last word, after which the id is free again. */
    private void finished() {
        over = true;
        if (patience != null) {
            patience.cancel();
        }
        gone.run();
        tellEnd();
    }

    private void tellEnd() {
        endpoint.publish(new TransportDisconnected(endpoint.id(), false, false, 0, ""));
        stopped.run();
    }
}
