/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.transport;

import java.net.InetAddress;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.sipconnector.sip.resources.Shortages;

/** What peers may ask of us and what is accepted of their security, how much of it each address has, and what was refused. Any thread. */
public final class Admission {

    private final SourceUsage requests = new SourceUsage();
    private final SourceUsage kept = new SourceUsage();
    private final SourceUsage ringing = new SourceUsage();
    private final AtomicInteger ringingInAll = new AtomicInteger();
    private final ExceededLimits exceeded = new ExceededLimits();
    private final Shortages shortages = new Shortages(() -> capacity().processorPercent());
    private volatile Limits limits = Limits.DEFAULT;
    private volatile Capacity capacity = Capacity.DEFAULT;
    private volatile SecurityPolicy security = SecurityPolicy.DEFAULT;

    public Limits limits() {
        return limits;
    }

    public void limits(Limits next) {
        limits = next;
    }

    public Capacity capacity() {
        return capacity;
    }

    public void capacity(Capacity next) {
        capacity = next;
    }

    /** Why no call may begin beside so many; empty when one may. */
    public Optional<String> callRefusal(int beside) {
        return shortages.forCalls().or(() -> full(beside));
    }

    /** What is said when there are as many calls as there may be. */
    public Optional<String> full(int calls) {
        int most = capacity.calls();
        return calls >= most
                ? Optional.of("calls: there are " + calls + ", limits.calls of org.sipconnector.sip.cfg is " + most)
                : Optional.empty();
    }

    public SecurityPolicy security() {
        return security;
    }

    public void security(SecurityPolicy next) {
        security = next;
    }

    /** What the process itself lacks. */
    public Shortages shortages() {
        return shortages;
    }

    public ExceededLimits exceeded() {
        return exceeded;
    }

    /** What to run once a request of that address is answered; absent when the address has too many, or too large ones, already. */
    public Optional<Runnable> request(InetAddress source, int bytes) {
        if (!requests.enter(source, limits.transactionsPerSource())) {
            return Optional.empty();
        }
        if (!kept.enter(source, bytes, limits.kept().bytesPerSource())) {
            requests.leave(source);
            return Optional.empty();
        }
        return Optional.of(() -> {
            requests.leave(source);
            kept.leave(source, bytes);
        });
    }

    /** What to run once a call from that address rings no longer; absent when enough of it, or in all, ring already. */
    public Optional<Runnable> call(InetAddress source) {
        Limits.Ringing most = limits.kept().ringing();
        if (!ringing.enter(source, most.perSource())) {
            return Optional.empty();
        }
        if (ringingInAll.incrementAndGet() > most.inAll()) {
            silent(source);
            return Optional.empty();
        }
        return Optional.of(() -> silent(source));
    }

    private void silent(InetAddress source) {
        ringingInAll.decrementAndGet();
        ringing.leave(source);
    }
}
