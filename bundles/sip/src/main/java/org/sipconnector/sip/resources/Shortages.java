/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.resources;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the process is running out of, looked at once a second: while anything is short that calls need, no new one begins and
 * those that are up have the rest. Told in the log when it begins and when it is over. Read by any thread.
 */
public final class Shortages implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Shortages.class);

    private final List<Resource> resources;
    private final Map<Resource, String> told = new HashMap<>();
    private volatile List<String> lines = List.of();
    private volatile Optional<String> forCalls = Optional.empty();
    private volatile Optional<String> forConnections = Optional.empty();
    private ScheduledExecutorService clock;

    /** @param processorPercent how busy the machine's processors may be for a new call to begin */
    public Shortages(IntSupplier processorPercent) {
        this(List.of(new Descriptors(), new Heap(), new NativeThreads(), new DiskSpace(Path.of(System.getProperty("karaf.data", "."))),
                new WallClock(), new Processors(processorPercent)));
    }

    Shortages(List<Resource> resources) {
        this.resources = resources;
    }

    /** Begins to look. */
    public synchronized void watch() {
        clock = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "sip-resources");
            thread.setDaemon(true);
            return thread;
        });
        clock.scheduleWithFixedDelay(this::look, 1, 1, TimeUnit.SECONDS);
    }

    synchronized void look() {
        List<String> all = new ArrayList<>();
        List<String> calls = new ArrayList<>();
        List<String> connections = new ArrayList<>();
        for (Resource resource : resources) {
            Optional<String> shortage = shortage(resource);
            shortage.ifPresent(all::add);
            shortage.filter(any -> resource.neededByCalls()).ifPresent(calls::add);
            shortage.filter(any -> resource.neededByConnections()).ifPresent(connections::add);
            tell(resource, shortage);
        }
        forCalls = calls.stream().findFirst();
        forConnections = connections.stream().findFirst();
        lines = List.copyOf(all);
    }

    private static Optional<String> shortage(Resource resource) {
        try {
            return resource.shortage();
        } catch (OutOfMemoryError noRoomToLook) {
            return Optional.of("heap: there is no room left; give more (-Xmx)");
        }
    }

    private void tell(Resource resource, Optional<String> shortage) {
        if (shortage.isPresent() && told.put(resource, shortage.get()) == null) {
            LOG.warn("{}{}", shortage.get(), resource.neededByCalls() ? "; no new call until then, calls that are up go on" : "");
        } else if (shortage.isEmpty() && told.containsKey(resource)) {
            LOG.info("over: {}", told.remove(resource));
        }
    }

    /** All that is short at this moment, a line each. */
    public List<String> lines() {
        look();
        return lines;
    }

    /** Why no call may begin now; empty when one may. */
    public Optional<String> forCalls() {
        return forCalls;
    }

    /** Why no connection may be accepted now; empty when one may. */
    public Optional<String> forConnections() {
        return forConnections;
    }

    @Override
    public synchronized void close() {
        if (clock != null) {
            clock.shutdownNow();
        }
    }
}
