/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.standby;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.sipconnector.api.ConnectorClosedException;
import org.sipconnector.api.ConnectorConfiguration;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.spi.explanation.Counted;
import org.sipconnector.spi.foundation.Foundation;
import org.sipconnector.spi.foundation.StateTransfer;
import org.sipconnector.spi.standby.HeldConnector;
import org.sipconnector.spi.standby.HeldFoundation;
import org.sipconnector.spi.standby.HeldKernel;
import org.sipconnector.spi.standby.Promise;
import org.sipconnector.spi.standby.Standby;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds what one kernel left until the next takes it, or ends it when none comes. A foundation that goes meanwhile leaves
 * what it has here, too.
 */
final class DefaultStandby implements Standby {

    private static final Logger LOG = LoggerFactory.getLogger(DefaultStandby.class);

    private final Collection<Foundation> foundations = new CopyOnWriteArrayList<>();
    private final LongSupplier limitSeconds;
    private HeldKernel held;
    private ScheduledExecutorService clock;

    /** @param limitSeconds how long a kernel is waited for; read whenever one leaves */
    DefaultStandby(LongSupplier limitSeconds) {
        this.limitSeconds = limitSeconds;
    }

    static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "sip-connector-standby");
        thread.setDaemon(true);
        return thread;
    }

    synchronized boolean holding() {
        return held != null;
    }

    void add(Foundation foundation) {
        foundations.add(foundation);
    }

    synchronized void remove(Foundation foundation) {
        foundations.remove(foundation);
        if (held != null && foundation instanceof StateTransfer continuing) {
            try {
                Map<ConnectorId, Object> left = continuing.leave();
                held = held.with(HeldFoundation.of(foundation.getClass(), left));
                LOG.info("calls and registrations of {} wait for their foundation's next copy, too", Counted.of(left.size(), "owner"));
            } catch (RuntimeException e) {
                LOG.warn("a foundation leaves nothing to its next copy: calls and registrations it held are lost", e);
            }
        }
    }

    @Override
    public synchronized void hold(HeldKernel kernel) {
        take().ifPresent(this::end);
        held = kernel;
        long seconds = limitSeconds.getAsLong();
        ScheduledThreadPoolExecutor its = new ScheduledThreadPoolExecutor(1, DefaultStandby::thread);
        its.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        clock = its;
        its.schedule(() -> runOut(its), seconds, TimeUnit.SECONDS);
        LOG.info("held until a kernel comes, {} s at most: {}", seconds, Counted.of(kernel.connectors().size(), "connector"));
    }

    @Override
    public synchronized Optional<HeldKernel> take() {
        Optional<HeldKernel> taken = Optional.ofNullable(held);
        held = null;
        if (clock != null) {
            // without an interruption: when the time has run out this is the clock's own thread, which has calls to end
            clock.shutdown();
            clock = null;
        }
        return taken;
    }

    private synchronized void runOut(ScheduledExecutorService its) {
        if (clock == its) {
            LOG.warn("no kernel came in time for {}", names(held));
            take().ifPresent(this::endForGood);
        }
    }

    private void end(HeldKernel kernel) {
        kernel.foundations().forEach(this::giveBack);
        for (HeldConnector connector : kernel.connectors()) {
            end(connector);
        }
    }

    private void endForGood(HeldKernel kernel) {
        if (endAll(kernel)) {
            LOG.info("ended, and their peers were told: {}", Counted.of(kernel.connectors().size(), "connector"));
            forget(kernel);
        } else {
            LOG.warn("ended here without a word to peers, for no foundation could say good-bye: {}; a kernel that is started again goes on with"
                    + " them where they are kept for other processes, or they expire at their servers", names(kernel));
        }
    }

    /** Whoever was told good-bye must not hear of a connector again; where what a foundation left finds none, nobody is told. */
    private boolean endAll(HeldKernel kernel) {
        boolean told = kernel.foundations().stream().filter(left -> !left.left().isEmpty())
                .allMatch(left -> foundations.stream().anyMatch(each -> left.isFor(each.getClass())));
        end(kernel);
        return told && !foundations.isEmpty();
    }

    private static String names(HeldKernel kernel) {
        return kernel.connectors().stream().map(connector -> connector.id().value()).collect(Collectors.joining(", "));
    }

    private static void forget(HeldKernel kernel) {
        try {
            kernel.restarts().ended().run();
        } catch (RuntimeException | LinkageError e) {
            LOG.warn("what is kept of connectors that have ended is not forgotten: the next kernel takes them up", e);
        }
    }

    /** A kernel of another API has come, which understands nothing of this: it finds connectors where they are kept for other processes. */
    synchronized void leaveToStore() {
        take().ifPresent(kernel -> {
            LOG.info("left to a kernel of another API, which finds them where they are kept for other processes: {}",
                    Counted.of(kernel.connectors().size(), "connector"));
            // not here: clients must not hold up the framework
            thread(() -> kernel.connectors().forEach(DefaultStandby::disappoint)).start();
        });
    }

    /** Loads what is needed when no kernel comes, or one of another API: once its bundle was refreshed this code finds no further classes. */
    static void prepareToLeave() {
        ConnectorConfiguration nobody = ConnectorConfiguration.builder("nobody").server("localhost").build();
        disappoint(new HeldConnector(nobody, List.of(), Map.of(), List.of(new Promise("none", (value, error) -> {}))));
        HeldKernel none = new HeldKernel("", Instant.EPOCH, Map.of(), List.of(), List.of(new HeldConnector(nobody, List.of(), Map.of(), List.of())),
                List.of(new HeldFoundation(Set.of(), Map.of(nobody.id(), ""), List.of())));
        LOG.debug("prepared to end {} of {}", names(none), Counted.of(0, "connector"));
        new DefaultStandby(() -> 0).endAll(none);
        forget(none);
    }

    /** Clients of this API wait in vain. */
    private static void disappoint(HeldConnector connector) {
        try {
            connector.end(new ConnectorClosedException(connector.id()));
        } catch (RuntimeException | LinkageError e) {
            LOG.debug("{}: clients of the former API are not told that they wait in vain", connector.id(), e);
        }
    }

    private void end(HeldConnector connector) {
        ConnectorId id = connector.id();
        try {
            foundations.forEach(foundation -> foundation.release(id));
            connector.end(new ConnectorClosedException(id));
        } catch (RuntimeException | LinkageError e) {
            LOG.warn("{} cannot be ended: its server sees it until its registration and its calls time out", id, e);
        }
    }

    /** Only a foundation that has it again can say good-bye to peers. */
    private void giveBack(HeldFoundation left) {
        foundations.stream().filter(each -> left.isFor(each.getClass()) && each instanceof StateTransfer)
                .forEach(each -> left.left().forEach(((StateTransfer) each)::takeUp));
    }

    /** While foundations can still leave, or say good-bye: what is held goes on in the next process, or ends. */
    synchronized void frameworkStops() {
        if (held != null) {
            keeper(held).ifPresent(this::keep);
            stop();
        }
    }

    /** Code of the kernel that left, which may be gone by now. */
    private static Optional<Consumer<HeldKernel>> keeper(HeldKernel kernel) {
        try {
            return kernel.restarts().keeper().get();
        } catch (RuntimeException | LinkageError e) {
            LOG.error("all connectors end with this process", e);
            return Optional.empty();
        }
    }

    private void keep(Consumer<HeldKernel> keeper) {
        foundations.forEach(this::remove);
        try {
            take().ifPresent(keeper);
        } catch (RuntimeException | LinkageError e) {
            LOG.error("all connectors end with this process", e);
        }
    }

    /** Ends what is held. */
    synchronized void stop() {
        take().ifPresent(this::endForGood);
    }
}
