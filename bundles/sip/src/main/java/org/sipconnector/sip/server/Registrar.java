/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.server;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.sip.address.SipURI;
import org.sipconnector.api.sip.Header;
import org.sipconnector.sip.agent.Endpoint;
import org.sipconnector.sip.digest.DigestServer.Verdict;
import org.sipconnector.sip.message.HeaderAddress;
import org.sipconnector.sip.message.IncomingRequest;
import org.sipconnector.sip.transaction.ServerTransaction;
import org.sipconnector.spi.sip.ServerEvent.ClientRegistered;
import org.sipconnector.spi.sip.ServerEvent.ClientUnregistered;
import org.sipconnector.spi.sip.ServerEvent.RegistrationRefused;
import org.sipconnector.spi.sip.SipFoundationState;

/**
 * Registers the users of one client (RFC 3261 section 10.3), each with as many contacts as it names. A binding ends with its
 * time or its connection.
 */
final class Registrar {

    private static final int MIN_EXPIRES = 5;
    private static final int DEFAULT_EXPIRES = 300;
    private static final int MAX_EXPIRES = 7_200;

    private final Listener listener;
    private final Endpoint endpoint;
    private final Map<String, Bindings> users = new LinkedHashMap<>(2);

    Registrar(Listener listener, Endpoint endpoint) {
        this.listener = listener;
        this.endpoint = endpoint;
    }

    /** The contact of the target's user; of the only one for an empty target. */
    Optional<String> contact(String target) {
        if (target.isEmpty()) {
            return users.values().stream().findFirst().map(Bindings::preferred);
        }
        String user = target.replaceFirst("^sips?:", "").replaceFirst("@.*", "");
        return Optional.ofNullable(users.get(user)).map(Bindings::preferred);
    }

    void receive(ServerTransaction transaction) {
        IncomingRequest request = transaction.request();
        String user = request.parsed().getTo().getAddress().getURI() instanceof SipURI uri && uri.getUser() != null
                ? uri.getUser()
                : "";
        Verdict verdict = listener.digest().judge(request, user);
        switch (verdict) {
            case MISSING, STALE -> transaction.respond(401, listener.digest().challenges(verdict == Verdict.STALE));
            case WRONG -> {
                transaction.respond(403);
                endpoint.publish(new RegistrationRefused(listener.name(), endpoint.id(), user, 403));
            }
            case RIGHT -> bindNewer(transaction, user);
        }
    }

    /** An older one, as somebody may have listened to and said again, moves nothing (RFC 3261 section 10.3). */
    private void bindNewer(ServerTransaction transaction, String user) {
        IncomingRequest request = transaction.request();
        Bindings held = users.get(user);
        if (held != null && !request.entries("Contact").isEmpty() && held.newerThan(request.callId(), request.cseq())) {
            transaction.respond(500);
            return;
        }
        bind(transaction, user);
        endpoint.authentic(transaction);
    }

    private void bind(ServerTransaction transaction, String user) {
        IncomingRequest request = transaction.request();
        List<String> entries = request.entries("Contact");
        List<WantedContact> contacts = entries.stream().map(HeaderAddress::of).map(named -> new WantedContact(named, expires(request, named)))
                .toList();
        boolean all = entries.contains("*");
        if (all && (entries.size() > 1 || !contacts.get(0).ends())) {
            // it stands for all there is, and only to end it (RFC 3261 section 10.2.2)
            transaction.respond(400);
            return;
        }
        if (contacts.stream().anyMatch(contact -> !contact.ends() && contact.seconds() < MIN_EXPIRES)) {
            transaction.respond(423, List.of(new Header("Min-Expires", Integer.toString(MIN_EXPIRES))));
            endpoint.publish(new RegistrationRefused(listener.name(), endpoint.id(), user, 423));
            return;
        }
        if (all) {
            endAll(user);
        } else {
            bind(request, user, contacts);
        }
        transaction.respond(200, contactHeaders(user, !entries.isEmpty()));
    }

    /**
     * What is taken away goes first, so that a client may move in one request. Told before it is answered: who learns it from the
     * client finds it known here.
     */
    private void bind(IncomingRequest request, String user, List<WantedContact> contacts) {
        Bindings held = users.getOrDefault(user, new Bindings());
        contacts.stream().filter(contact -> !contact.binds()).forEach(held::end);
        List<WantedContact> bound = contacts.stream().filter(WantedContact::binds).toList();
        bound.forEach(contact -> bind(contact.binding(user, request.callId()), request.cseq()));
        if (!bound.isEmpty()) {
            endpoint.publish(new ClientRegistered(listener.name(), endpoint.id(), user, bound.get(0).seconds()));
        } else {
            endIfEmpty(user, held);
        }
    }

    private void bind(SipFoundationState.Binding binding, long cseq) {
        String key = WantedContact.key(HeaderAddress.of(binding.contact()));
        users.computeIfAbsent(binding.user(), user -> new Bindings()).put(key, new Bindings.Binding(binding, cseq,
                System.nanoTime() + TimeUnit.SECONDS.toNanos(binding.secondsLeft()),
                endpoint.after(binding.secondsLeft() * 1000L, () -> expired(binding.user(), key))));
    }

    private void expired(String user, String key) {
        Bindings held = users.get(user);
        if (held != null) {
            held.end(key);
            endIfEmpty(user, held);
        }
    }

    private void endIfEmpty(String user, Bindings held) {
        if (held.isEmpty()) {
            endAll(user);
        }
    }

    private void endAll(String user) {
        Bindings held = users.remove(user);
        if (held != null) {
            held.endAll();
            endpoint.publish(new ClientUnregistered(listener.name(), endpoint.id(), user));
        }
    }

    List<SipFoundationState.Binding> handOver() {
        List<SipFoundationState.Binding> left = users.values().stream().flatMap(held -> held.left().stream()).toList();
        users.values().forEach(Bindings::endAll);
        users.clear();
        return left;
    }

    void takeUp(List<SipFoundationState.Binding> left) {
        left.forEach(binding -> bind(binding, -1));
    }

    private List<Header> contactHeaders(String user, boolean changed) {
        Bindings held = users.get(user);
        if (held == null) {
            return changed ? List.of(new Header("Expires", "0")) : List.of();
        }
        return held.contacts().map(contact -> new Header("Contact", contact)).toList();
    }

    private static int expires(IncomingRequest request, HeaderAddress contact) {
        return contact.parameter("expires").or(() -> request.header("Expires")).map(String::strip).filter(value -> value.matches("\\d+"))
                .map(value -> value.length() > 9 ? MAX_EXPIRES : Math.min(Integer.parseInt(value), MAX_EXPIRES)).orElse(DEFAULT_EXPIRES);
    }

    /** Call-IDs of the registrations. */
    Stream<String> callIds() {
        return users.values().stream().flatMap(Bindings::callIds).distinct();
    }

    boolean holds() {
        return !users.isEmpty();
    }

    void close() {
        List.copyOf(users.keySet()).forEach(this::endAll);
    }
}
