/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.foundation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.ListIterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.Version;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.update.Update;
import org.sipconnector.spi.foundation.Foundation;
import org.sipconnector.spi.standby.HeldFoundation;

/** Keeps a stable stand-in registered for every foundation that has ever come. */
public final class StandIns {

    /** A copy of a foundation: the folder its bundle is called by, and its version. */
    public record Copy(String folder, Version version) {

        private static final String PREFIX = "org.sipconnector.";

        public static Copy of(Bundle bundle) {
            String name = bundle.getSymbolicName();
            return new Copy(name.startsWith(PREFIX) ? name.substring(PREFIX.length()) : name, bundle.getVersion());
        }
    }

    /** @param latest the copy of the foundation that came last */
    private record StandIn(StableFoundation stable, ServiceRegistration<?> registration, Copy latest) {

        StandIn with(Copy next) {
            return new StandIn(stable, registration, next);
        }
    }

    private final List<StandIn> standIns = new ArrayList<>();
    /** What waits since the former kernel for foundations that have not come yet. */
    private final List<HeldFoundation> held;
    private final BundleContext context;

    public StandIns(BundleContext context, List<HeldFoundation> held) {
        this.context = context;
        this.held = new ArrayList<>(held);
    }

    /**
     * Another copy of a foundation has come.
     *
     * @param lanes how many may use it
     * @param added told of it, before managers can use it: the first copy has taken up what was left by then
     * @return what it replaced; empty for the first copy since the kernel started
     */
    public synchronized Optional<Update> present(Foundation foundation, Copy copy, int lanes, Consumer<Foundation> added) {
        Set<Class<?>> interfaces = HeldFoundation.contractsOf(foundation.getClass());
        for (ListIterator<StandIn> each = standIns.listIterator(); each.hasNext();) {
            StandIn standIn = each.next();
            if (standIn.stable().interfaces().equals(interfaces)) {
                each.set(standIn.with(copy));
                added.accept(foundation);
                return Optional.of(update(standIn.latest(), copy, standIn.stable().present(foundation), lanes));
            }
        }
        if (interfaces.isEmpty()) {
            added.accept(foundation);
        } else {
            List<HeldFoundation> its = held.stream().filter(each -> each.isFor(foundation.getClass())).toList();
            held.removeAll(its);
            StableFoundation stable = new StableFoundation(foundation, its);
            added.accept(foundation);
            Dictionary<String, Object> properties = new Hashtable<>();
            properties.put(Foundation.STABLE_PROPERTY, true);
            standIns.add(new StandIn(stable, context.registerService(stable.names(), stable.proxy(), properties), copy));
        }
        return Optional.empty();
    }

    private static Update update(Copy former, Copy next, StableFoundation.Absence absence, int lanes) {
        Update.Way way = next.version().compareTo(former.version()) < 0
                ? Update.Way.ROLLBACK
                : absence.gap().isZero() ? Update.Way.SIDE_BY_SIDE : Update.Way.IN_PLACE;
        return new Update(Instant.now(), next.folder(), former.version().toString(), next.version().toString(), way,
                new Update.LanePause(lanes, absence.gap(), absence.commands()), List.of());
    }

    public synchronized void absent(Foundation foundation) {
        standIns.forEach(standIn -> standIn.stable().absent(foundation));
    }

    /** Takes what foundations that are present leave, as if they went. */
    public synchronized void leave() {
        standIns.forEach(standIn -> standIn.stable().leave());
    }

    /** As {@link #leave}, for a process that waits for it; sound and pictures go on until then. */
    public synchronized void handOver() {
        standIns.forEach(standIn -> standIn.stable().handOver());
    }

    /** Whether something that was left, here or in another process, is not ready to go on for its peer yet. */
    public synchronized boolean takesUp() {
        return !held.isEmpty() || standIns.stream().anyMatch(standIn -> standIn.stable().takesUp());
    }

    /** What foundations would leave of the owner now, by the names of their contracts. */
    public CompletionStage<Map<Set<String>, Object>> copy(ConnectorId owner) {
        Map<Set<String>, CompletableFuture<Optional<Object>>> parts = new LinkedHashMap<>();
        List<StandIn> present;
        synchronized (this) {
            held.forEach(each -> parts.put(each.contracts(), CompletableFuture.completedFuture(Optional.ofNullable(each.left().get(owner)))));
            present = List.copyOf(standIns);
        }
        present.forEach(each -> parts.put(Set.of(each.stable().names()), each.stable().copy(owner).toCompletableFuture()));
        return together(parts);
    }

    /** What foundations leave of the owner, who goes on in another process, by the names of their contracts. */
    public CompletionStage<Map<Set<String>, Object>> leave(ConnectorId owner) {
        List<StandIn> present;
        synchronized (this) {
            present = List.copyOf(standIns);
        }
        Map<Set<String>, CompletableFuture<Optional<Object>>> parts = new LinkedHashMap<>();
        present.forEach(each -> parts.put(Set.of(each.stable().names()), each.stable().leave(owner).toCompletableFuture()));
        return together(parts);
    }

    /** What another process has left of an owner who goes on in this one; it waits for foundations that are still to come. */
    public synchronized void takeUp(ConnectorId owner, Map<Set<String>, Object> left) {
        left.forEach((contracts, its) -> standIns.stream().map(StandIn::stable)
                .filter(stable -> !Collections.disjoint(contracts, List.of(stable.names()))).findFirst()
                .ifPresentOrElse(stable -> stable.takeUp(owner, its), () -> held.add(new HeldFoundation(contracts, Map.of(owner, its), List.of()))));
    }

    private static CompletionStage<Map<Set<String>, Object>> together(Map<Set<String>, CompletableFuture<Optional<Object>>> parts) {
        return CompletableFuture.allOf(parts.values().toArray(CompletableFuture[]::new)).thenApply(all -> {
            Map<Set<String>, Object> copies = new LinkedHashMap<>();
            parts.forEach((contracts, part) -> part.join().ifPresent(its -> copies.put(contracts, its)));
            return copies;
        });
    }

    /** What waits for absent foundations, for the next kernel. */
    public synchronized List<HeldFoundation> waiting() {
        return Stream.concat(held.stream(), standIns.stream().map(standIn -> standIn.stable().waiting()))
                .filter(each -> !each.left().isEmpty() || !each.commands().isEmpty()).toList();
    }

    public synchronized void close() {
        standIns.forEach(standIn -> standIn.registration().unregister());
        standIns.clear();
    }
}
