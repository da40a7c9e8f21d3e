/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.server;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.sip.address.SipURI;
import org.sipconnector.api.sip.Header;
import org.sipconnector.api.sip.ServerEvent.ClientRegistered;
import org.sipconnector.api.sip.ServerEvent.ClientUnregistered;
import org.sipconnector.api.sip.ServerEvent.RegistrationRefused;
import org.sipconnector.api.sip.SipFoundationState;
import org.sipconnector.sip.agent.Endpoint;
import org.sipconnector.sip.digest.DigestServer.Verdict;
import org.sipconnector.sip.message.HeaderAddress;
import org.sipconnector.sip.message.IncomingRequest;
import org.sipconnector.sip.transaction.ServerTransaction;
import org.sipconnector.sip.transaction.TransactionTransport.Alarm;

/** Registers the users of one client (RFC 3261 section 10.3). A binding ends with its time or its connection. */
final class Registrar {

    private static final int MIN_EXPIRES = 5;
    private static final int DEFAULT_EXPIRES = 300;
    private static final int MAX_EXPIRES = 7_200;

    private final Listener listener;
    private final Endpoint endpoint;
    private final Map<String, Binding> bindings = new LinkedHashMap<>(2);

    /**
     * @param cseq     of the REGISTER that made it, -1 when another foundation was asked
     * @param endNanos when it ends, by System.nanoTime
     */
    private record Binding(String uri, String contact, String callId, long cseq, long endNanos, Alarm end) {}

    Registrar(Listener listener, Endpoint endpoint) {
        this.listener = listener;
        this.endpoint = endpoint;
    }

    /** The contact of the target's user; of the only one for an empty target. */
    Optional<String> contact(String target) {
        if (target.isEmpty()) {
            return bindings.values().stream().findFirst().map(Binding::uri);
        }
        String user = target.replaceFirst("^sips?:", "").replaceFirst("@.*", "");
        return Optional.ofNullable(bindings.get(user)).map(Binding::uri);
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
        Binding old = bindings.get(user);
        if (old != null && old.callId().equals(request.callId()) && old.cseq() >= request.cseq()) {
            transaction.respond(500);
            return;
        }
        bind(transaction, user);
        endpoint.authentic(transaction);
    }

    private void bind(ServerTransaction transaction, String user) {
        IncomingRequest request = transaction.request();
        List<String> contacts = request.entries("Contact");
        if (contacts.isEmpty()) {
            transaction.respond(200, contactHeaders(user));
            return;
        }
        HeaderAddress named = HeaderAddress.of(contacts.get(0));
        int wanted = expires(request, named);
        if (contacts.contains("*") && (contacts.size() > 1 || wanted > 0)) {
            // it stands for all there is, and only to end it (RFC 3261 section 10.2.2)
            transaction.respond(400);
            return;
        }
        if (wanted > 0 && wanted < MIN_EXPIRES) {
            transaction.respond(423, List.of(new Header("Min-Expires", Integer.toString(MIN_EXPIRES))));
            endpoint.publish(new RegistrationRefused(listener.name(), endpoint.id(), user, 423));
            return;
        }
        Binding old = bindings.remove(user);
        if (old != null) {
            old.end().cancel();
        }
        // told before it is answered: who learns it from the client finds it known here
        if (wanted == 0 || request.contactUri().isEmpty()) {
            if (old != null) {
                endpoint.publish(new ClientUnregistered(listener.name(), endpoint.id(), user));
            }
            transaction.respond(200, List.of(new Header("Expires", "0")));
            return;
        }
        int granted = Math.min(wanted, MAX_EXPIRES);
        String contact = named.without("expires") + ";expires=" + granted;
        bind(new SipFoundationState.Binding(user, request.contactUri().get(), contact, request.callId(), granted), request.cseq());
        endpoint.publish(new ClientRegistered(listener.name(), endpoint.id(), user, granted));
        transaction.respond(200, contactHeaders(user));
    }

    private void bind(SipFoundationState.Binding binding, long cseq) {
        bindings.put(binding.user(), new Binding(binding.uri(), binding.contact(), binding.callId(), cseq,
                System.nanoTime() + TimeUnit.SECONDS.toNanos(binding.secondsLeft()),
                endpoint.after(binding.secondsLeft() * 1000L, () -> expired(binding.user()))));
    }

    List<SipFoundationState.Binding> handOver() {
        List<SipFoundationState.Binding> left = bindings.entrySet().stream().map(entry -> new SipFoundationState.Binding(entry.getKey(),
                entry.getValue().uri(), entry.getValue().contact(), entry.getValue().callId(),
                Math.max(1, TimeUnit.NANOSECONDS.toSeconds(entry.getValue().endNanos() - System.nanoTime())))).toList();
        bindings.values().forEach(binding -> binding.end().cancel());
        bindings.clear();
        return left;
    }

    void takeUp(List<SipFoundationState.Binding> left) {
        left.forEach(binding -> bind(binding, -1));
    }

    private List<Header> contactHeaders(String user) {
        List<Header> headers = new ArrayList<>();
        Binding binding = bindings.get(user);
        if (binding != null) {
            headers.add(new Header("Contact", binding.contact()));
        }
        return headers;
    }

    private static int expires(IncomingRequest request, HeaderAddress contact) {
        return contact.parameter("expires").or(() -> request.header("Expires")).map(String::strip).filter(value -> value.matches("\\d+"))
                .map(value -> value.length() > 9 ? MAX_EXPIRES : Integer.parseInt(value)).orElse(DEFAULT_EXPIRES);
    }

    private void expired(String user) {
        bindings.remove(user);
        endpoint.publish(new ClientUnregistered(listener.name(), endpoint.id(), user));
    }

    /** Call-IDs of the registrations. */
    Stream<String> callIds() {
        return bindings.values().stream().map(Binding::callId);
    }

    boolean holds() {
        return !bindings.isEmpty();
    }

    void close() {
        bindings.values().forEach(binding -> binding.end().cancel());
        List<String> users = List.copyOf(bindings.keySet());
        bindings.clear();
        users.forEach(user -> endpoint.publish(new ClientUnregistered(listener.name(), endpoint.id(), user)));
    }
}
