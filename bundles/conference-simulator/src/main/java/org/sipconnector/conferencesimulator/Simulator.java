/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.conferencesimulator;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.sipconnector.api.Event;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.conferencesimulator.web.SpectatorOffer;
import org.sipconnector.simulator.ConferenceSimulator;
import org.sipconnector.simulator.Drop;
import org.sipconnector.simulator.Fault;
import org.sipconnector.simulator.Reception;
import org.sipconnector.simulator.ServerCommand;
import org.sipconnector.simulator.SimulatorAddresses;
import org.sipconnector.simulator.SimulatorSnapshot;
import org.sipconnector.spi.media.MediaEngine;
import org.sipconnector.spi.media.MediaFlow;

/** The simulator to the outside: brings every call and event to the executor and every outcome back. */
final class Simulator implements ConferenceSimulator {

    private final SimulatorExecutor executor;
    private final ConferenceServer conference;
    private final Faults faults;
    private final Rooms rooms;
    private final MediaEngine media;
    private final List<Waiter> waiters = new ArrayList<>();
    private volatile SimulatorSnapshot snapshot = new SimulatorSnapshot(List.of(), List.of(), List.of(), 0, List.of());
    private volatile Map<String, PeerId> connections = Map.of();
    private volatile Map<String, PeerId> spectators = Map.of();
    private volatile SimulatorAddresses addresses;

    private record Waiter(Predicate<SimulatorSnapshot> wanted, CompletableFuture<SimulatorSnapshot> found) {}

    Simulator(SimulatorExecutor executor, SimulatorComponents parts) {
        this.executor = executor;
        this.conference = new ConferenceServer(parts);
        this.faults = parts.faults();
        this.rooms = parts.rooms();
        this.media = parts.media().peers().engine();
    }

    /** An event of a foundation; any thread. */
    void accept(Event event) {
        work(() -> conference.handle(event));
    }

    /** A spectator's offer; any thread. */
    CompletionStage<String> offered(SpectatorOffer offer) {
        return onDesk(() -> conference.offered(offer));
    }

    void listening(SimulatorAddresses where) {
        addresses = where;
    }

    /** Ends all calls; the stage completes when that is done. */
    CompletionStage<Void> closeCalls() {
        return onDesk(() -> {
            conference.close();
            return CompletableFuture.completedFuture(null);
        });
    }

    @Override
    public SimulatorAddresses addresses() {
        return addresses;
    }

    @Override
    public SimulatorSnapshot snapshot() {
        return snapshot;
    }

    @Override
    public CompletionStage<SimulatorSnapshot> when(Predicate<SimulatorSnapshot> wanted) {
        CompletableFuture<SimulatorSnapshot> found = new CompletableFuture<>();
        work(() -> waiters.add(new Waiter(wanted, found)));
        return found;
    }

    @Override
    public Optional<MediaFlow> flow(String participant) {
        return snapshot.participant(participant).flatMap(one -> Optional.ofNullable(connections.get(one.id()))).flatMap(media::flow);
    }

    @Override
    public Optional<MediaFlow> spectatorFlow(String participant) {
        return snapshot.participant(participant).flatMap(one -> spectator(one.id())).flatMap(media::flow);
    }

    @Override
    public CompletionStage<Reception> reception(String participant) {
        return onDesk(() -> conference.reception(participant));
    }

    @Override
    public CompletionStage<Void> tell(String participant, ServerCommand command) {
        return onDesk(() -> conference.tell(participant, command));
    }

    @Override
    public CompletionStage<Void> move(String participant, String room) {
        return onDesk(() -> conference.move(participant, room, false));
    }

    @Override
    public CompletionStage<Void> moveWithBearer(String participant, String room) {
        return onDesk(() -> conference.move(participant, room, true));
    }

    @Override
    public CompletionStage<Void> stopPresentation(String room) {
        return onDesk(() -> conference.stopPresentation(room));
    }

    @Override
    public CompletionStage<Void> drop(String participant, Drop how) {
        return onDesk(() -> {
            conference.drop(participant, how);
            return CompletableFuture.completedFuture(null);
        });
    }

    @Override
    public CompletionStage<String> invite(String user, String room) {
        return onDesk(() -> conference.invite(user, room));
    }

    @Override
    public void fail(Fault fault, int times) {
        work(() -> faults.plan(fault, times));
    }

    @Override
    public void heal() {
        work(faults::clear);
    }

    private <T> CompletableFuture<T> onDesk(Supplier<CompletableFuture<T>> operation) {
        CompletableFuture<T> outcome = new CompletableFuture<>();
        work(() -> {
            try {
                operation.get().whenComplete((value, failure) -> {
                    if (failure == null) {
                        outcome.complete(value);
                    } else {
                        outcome.completeExceptionally(failure);
                    }
                });
            } catch (RuntimeException refused) {
                outcome.completeExceptionally(refused);
            }
        });
        return outcome;
    }

    private void work(Runnable piece) {
        executor.execute(() -> {
            try {
                piece.run();
            } finally {
                show();
            }
        });
    }

    private Optional<PeerId> spectator(String participant) {
        return Optional.ofNullable(spectators.get(participant));
    }

    private void show() {
        SimulatorSnapshot now = conference.snapshot();
        connections = rooms.connections();
        spectators = rooms.spectators();
        snapshot = now;
        for (Iterator<Waiter> all = waiters.iterator(); all.hasNext();) {
            Waiter waiter = all.next();
            if (waiter.wanted().test(now)) {
                all.remove();
                waiter.found().complete(now);
            }
        }
    }
}
