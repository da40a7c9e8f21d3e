/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.managers;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.sipconnector.api.sip.SipCause;
import org.sipconnector.api.sip.SipFailure;
import org.sipconnector.spi.sip.SipEvent;

/** The registration of a user agent: told when it was asked for, when it comes back and when it is lost; refreshed in silence. */
final class ActingRegistration {

    private static final Duration RETRY = Duration.ofSeconds(45);

    private final World world;
    private final ActingAgent agent;
    private final Duration expires;
    private boolean wanted;
    private boolean registered;
    private boolean running;
    private boolean runningAsked;
    private int exchange;

    ActingRegistration(World world, ActingAgent agent, Duration expires) {
        this.world = world;
        this.agent = agent;
        this.expires = expires;
    }

    void register() {
        wanted = true;
        begin(true);
    }

    void connected() {
        if (wanted && !running) {
            begin(!registered);
        }
    }

    /** Another process begins anew what this one had under way. */
    void restart() {
        exchange++;
        boolean under = running && runningAsked;
        running = false;
        registered &= !under;
    }

    void report() {
        if (running) {
            runningAsked = true;
        } else if (registered) {
            agent.tell(new SipEvent.Registered(agent.id(), 200, (int) expires.toSeconds()));
        }
    }

    void unregister() {
        wanted = false;
        exchange++;
        running = false;
        if (!registered || !agent.connected()) {
            registered = false;
            agent.tell(new SipEvent.Unregistered(agent.id(), Optional.empty()));
            return;
        }
        int own = exchange;
        int status = world.manners().registrations;
        agent.overThisFlow(status == Manners.SILENT ? World.TRANSACTION : World.ROUND_TRIP, () -> {
            if (exchange == own) {
                registered = false;
                agent.tell(new SipEvent.Unregistered(agent.id(),
                        status == Manners.OBLIGING ? Optional.empty() : Optional.of(failure(status))));
            }
        });
    }

    void leave() {
        wanted = false;
        registered = false;
        running = false;
        exchange++;
    }

    /** Whatever is under way fails with the transport. */
    void fail(SipFailure failure) {
        if (running) {
            failed(failure);
        }
        exchange++;
    }

    void disconnected() {
        if (registered) {
            registered = false;
            agent.tell(new SipEvent.Unregistered(agent.id(), Optional.empty()));
        }
    }

    private void begin(boolean asked) {
        int own = ++exchange;
        running = true;
        runningAsked = asked;
        if (!agent.connected()) {
            failed(SipFailure.system(SipCause.CONNECTION_ERROR, "not connected"));
            return;
        }
        int status = world.manners().registrations;
        agent.overThisFlow(status == Manners.SILENT ? World.TRANSACTION : World.ROUND_TRIP, () -> {
            if (exchange == own) {
                if (status == Manners.OBLIGING) {
                    succeeded();
                } else {
                    failed(failure(status));
                }
            }
        });
    }

    private static SipFailure failure(int status) {
        return status == Manners.SILENT
                ? SipFailure.system(SipCause.REQUEST_TIMEOUT, "no answer")
                : SipFailure.response(status, "Refused", List.of());
    }

    private void succeeded() {
        boolean before = registered;
        running = false;
        registered = true;
        again(expires.dividedBy(2));
        if (runningAsked || !before) {
            agent.tell(new SipEvent.Registered(agent.id(), 200, (int) expires.toSeconds()));
        }
    }

    private void failed(SipFailure failure) {
        running = false;
        boolean lost = registered;
        registered = false;
        if (runningAsked) {
            agent.tell(new SipEvent.RegistrationFailed(agent.id(), failure));
        }
        if (lost) {
            agent.tell(new SipEvent.Unregistered(agent.id(), Optional.of(failure)));
        }
        boolean passing = failure.status() == 0 || failure.status() / 100 == 5;
        if (!passing) {
            wanted = false;
        } else if (wanted && agent.connected() && (lost || !runningAsked)) {
            again(RETRY);
        }
    }

    private void again(Duration time) {
        int own = exchange;
        agent.overThisFlow(time, () -> {
            if (exchange == own && wanted) {
                begin(false);
            }
        });
    }
}
