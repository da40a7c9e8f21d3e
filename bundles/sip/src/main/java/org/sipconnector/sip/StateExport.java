/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.Event;
import org.sipconnector.api.sip.DialogId;
import org.sipconnector.api.sip.SipCause;
import org.sipconnector.api.sip.SipFailure;
import org.sipconnector.api.sip.UserAgentId;
import org.sipconnector.sip.agent.Account;
import org.sipconnector.sip.agent.Agent;
import org.sipconnector.sip.server.Listener;
import org.sipconnector.spi.sip.SipEvent;
import org.sipconnector.spi.sip.SipFoundationState;
import org.sipconnector.spi.sip.SipState;
import org.sipconnector.spi.sip.UserAgentSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes everything out of a foundation that ends, for its next copy; servers first, so that clients find them. */
record StateExport(Map<ConnectorId, OwnerResources> owners, Map<UserAgentId, Agent> agents, Map<String, Listener> listeners,
        LeavePeriods periods) {

    private static final Logger LOG = LoggerFactory.getLogger(StateExport.class);
    private static final SipFailure LOST = SipFailure.system(SipCause.CONNECTION_ERROR, "the connector was restarted");

    /**
     * Requests under way get a moment to be answered: what comes of them belongs to this copy. Offers that are not answered by
     * then are withdrawn, and that gets a moment, too.
     */
    void settle() {
        settle(agents.values());
    }

    private void settle(Collection<Agent> leaving) {
        List<CompletableFuture<Void>> open = leaving.stream().map(agent -> {
            CompletableFuture<Void> settled = new CompletableFuture<>();
            agent.endpoint().loop().execute(() -> agent.endpoint().settle(() -> settled.complete(null)));
            return settled;
        }).toList();
        CompletableFuture<Void> all = CompletableFuture.allOf(open.toArray(CompletableFuture[]::new));
        if (!await(all, periods.answers().toMillis())) {
            leaving.forEach(agent -> agent.endpoint().loop().execute(agent.endpoint().dialogs()::withdrawOffers));
            await(all, periods.withdrawals().toMillis());
        }
    }

    /**
     * Waits at most so long; whether it came. Not by a future's own timeout: the thread the Java runtime makes for those
     * would keep our class loader for ever.
     */
    static boolean await(CompletableFuture<?> what, long millis) {
        try {
            what.get(millis, TimeUnit.MILLISECONDS);
            return true;
        } catch (ExecutionException | TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    Map<ConnectorId, Object> all() {
        Map<ConnectorId, CompletableFuture<SipFoundationState>> parts = new LinkedHashMap<>();
        owners.entrySet().stream()
                .sorted(Comparator.comparing(owner -> owner.getValue().servers().isEmpty()))
                .forEach(owner -> parts.put(owner.getKey(), estate(owner.getValue())));
        Map<ConnectorId, Object> left = new LinkedHashMap<>();
        parts.forEach((owner, part) -> await(owner, part, left));
        return left;
    }

    private void await(ConnectorId owner, CompletableFuture<SipFoundationState> part, Map<ConnectorId, Object> left) {
        try {
            left.put(owner, part.get(periods.handOver().toMillis(), TimeUnit.MILLISECONDS));
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("{}: calls and registrations are lost with the SIP foundation", owner, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Takes out what one owner has, while all others go on; empty when that is nothing. */
    CompletableFuture<Optional<Object>> leave(OwnerResources owned) {
        settle(owned.accounts().stream().map(agents::get).filter(Objects::nonNull).toList());
        return estate(owned).thenApply(left -> left.settings().isEmpty() && left.listeners().isEmpty() && left.events().isEmpty()
                ? Optional.empty()
                : Optional.of(left));
    }

    private CompletableFuture<SipFoundationState> estate(OwnerResources owned) {
        List<CompletableFuture<SipFoundationState.Listening>> servers = new ArrayList<>();
        owned.servers().forEach(name -> {
            Listener listener = listeners.remove(name);
            if (listener != null) {
                servers.add(listener.leave().toCompletableFuture());
            }
        });
        Map<UserAgentId, UserAgentSettings> settings = new ConcurrentHashMap<>();
        CompletableFuture<SipState> state = accounts(owned, settings);
        return CompletableFuture.allOf(servers.toArray(CompletableFuture[]::new)).thenCombine(state,
                (all, accounts) -> new SipFoundationState(accounts, settings, servers.stream().map(CompletableFuture::join).toList(),
                        owned.outlet().drain(), owned.stopTrace()));
    }

    /** Gives the owner's accounts away, without those that were stopped; their settings go into the map. */
    CompletableFuture<SipState> accounts(OwnerResources owned, Map<UserAgentId, UserAgentSettings> settings) {
        return ofEach(owned, account -> {
            settings.put(account.endpoint().id(), account.settings());
            return account.handOver();
        }).thenApply(SipState::new);
    }

    /** What another process would go on with of an owner's accounts, while everything goes on; empty when it has none. */
    CompletableFuture<Optional<Object>> copy(OwnerResources owned) {
        return ofEach(owned, account -> account.copy(LOST)).thenApply(accounts -> copied(accounts, owned));
    }

    /** What the owner's accounts have, each asked on its loop. */
    private <T> CompletableFuture<List<T>> ofEach(OwnerResources owned, Function<Account, Optional<T>> part) {
        List<CompletableFuture<Optional<T>>> parts = owned.accounts().stream().map(agents::get)
                .filter(Account.class::isInstance).map(Account.class::cast)
                .map(account -> CompletableFuture.supplyAsync(() -> part.apply(account), account.endpoint().loop())).toList();
        return CompletableFuture.allOf(parts.toArray(CompletableFuture[]::new))
                .thenApply(all -> parts.stream().map(CompletableFuture::join).flatMap(Optional::stream).toList());
    }

    private static Optional<Object> copied(List<Account.Copied> accounts, OwnerResources owned) {
        Map<UserAgentId, UserAgentSettings> settings = accounts.stream()
                .collect(Collectors.toMap(copy -> copy.account().userAgent(), Account.Copied::settings));
        return accounts.isEmpty()
                ? Optional.empty()
                : Optional.of(new SipFoundationState(new SipState(accounts.stream().map(Account.Copied::account).toList()), settings, List.of(),
                        accounts.stream().flatMap(copy -> copy.told().stream()).toList(), Optional.ofNullable(owned.traced().get())));
    }

    /** The sessions whose end is among these events. */
    static Set<DialogId> ended(List<Event> events) {
        return events.stream().flatMap(event -> {
            if (event instanceof SipEvent.DialogEnded ended) {
                return Stream.of(ended.dialog());
            }
            return event instanceof SipEvent.DialogFailed failed ? Stream.of(failed.dialog()) : Stream.empty();
        }).collect(Collectors.toSet());
    }
}
