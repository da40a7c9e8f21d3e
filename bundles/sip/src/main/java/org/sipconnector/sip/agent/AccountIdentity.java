/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.agent;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.sipconnector.api.sip.Header;
import org.sipconnector.sip.digest.DigestAlgorithm;
import org.sipconnector.sip.digest.DigestClient;
import org.sipconnector.sip.message.IncomingRequest;
import org.sipconnector.sip.message.RequestDraft;
import org.sipconnector.sip.message.Tokens;
import org.sipconnector.sip.transaction.ServerTransaction;
import org.sipconnector.sip.transport.Flow;
import org.sipconnector.spi.sip.SipState;
import org.sipconnector.spi.sip.UserAgentSettings;

/**
 * An account on the wire. Over WebSocket its Via and Contact are names of no host (RFC 7118): the peer answers over the
 * connection.
 */
final class AccountIdentity implements Identity {

    /** Ends names of no host (RFC 2606). */
    private static final String NOWHERE = ".invalid";

    private final UserAgentSettings settings;
    private final String sentBy;
    private final String contactUser;
    private final DigestClient digest;
    private List<String> routes;
    private Optional<String> gruu = Optional.empty();
    private Endpoint endpoint;

    /**
     * @param taken   the names of an account taken up, absent for a fresh one
     * @param weakest challenges of weaker algorithms are not answered
     */
    AccountIdentity(UserAgentSettings settings, Optional<SipState.Contact> taken, Supplier<DigestAlgorithm> weakest) {
        this.settings = settings;
        this.sentBy = taken.map(SipState.Contact::host).filter(host -> host.endsWith(NOWHERE)).orElseGet(() -> Tokens.random(12) + NOWHERE);
        this.contactUser = taken.map(SipState.Contact::user).orElseGet(() -> Tokens.random(8));
        this.routes = settings.options().routes();
        this.digest = new DigestClient(settings.account().authorizationUser(), settings.account().password(), weakest);
    }

    void connect(Endpoint own) {
        endpoint = own;
    }

    @Override
    public String sentBy() {
        return settings.server().transport().webSocket() || !endpoint.connected() ? sentBy : Flow.hostPort(endpoint.flow().local());
    }

    @Override
    public String mark() {
        return contactUser;
    }

    @Override
    public String from() {
        String uri = "<sip:" + settings.account().user() + '@' + settings.account().domain() + '>';
        return settings.account().displayName().isEmpty()
                ? uri
                : '"' + settings.account().displayName().replace("\\", "\\\\").replace("\"", "\\\"") + "\" " + uri;
    }

    @Override
    public String contact() {
        return gruu.map(uri -> '<' + uri + '>').orElseGet(this::address);
    }

    @Override
    public boolean globallyRoutable() {
        return gruu.isPresent();
    }

    /** The contact to register; others are given the registrar's name for it when there is one (RFC 5627). */
    String address() {
        return address(sentBy());
    }

    /** The contact at that host. */
    String address(String host) {
        String parameter = switch (settings.server().transport()) {
            case WS, WSS -> ";transport=ws";
            case TCP -> ";transport=tcp";
            case TLS -> ";transport=tls";
            case UDP -> "";
        };
        return "<sip:" + contactUser + '@' + host + parameter + '>';
    }

    @Override
    public String userAgent() {
        return settings.userAgent();
    }

    @Override
    public List<String> routes() {
        return routes;
    }

    /** What another foundation has to say to be the same contact. */
    SipState.Contact registered() {
        return new SipState.Contact(contactUser, sentBy());
    }

    /** The registrar's name for this contact, which reaches us wherever we are. */
    void gruu(Optional<String> given) {
        gruu = given;
    }

    /** What the registrar wants requests to go through (RFC 3608). */
    void serviceRoutes(List<String> learned) {
        List<String> all = new ArrayList<>(settings.options().routes());
        all.addAll(learned);
        routes = List.copyOf(all);
    }

    @Override
    public boolean sessionTimers() {
        return settings.sessionTimers();
    }

    @Override
    public DigestClient digest() {
        return digest;
    }

    @Override
    public String resolve(String target) {
        return target;
    }

    @Override
    public boolean serves(IncomingRequest request) {
        String user = request.targetUser();
        return user.equals(settings.account().user()) || user.equals(contactUser);
    }

    @Override
    public void register(ServerTransaction transaction) {
        transaction.respond(405, List.of(new Header("Allow", RequestDraft.ALLOW)));
    }
}
