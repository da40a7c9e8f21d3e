/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.server;

import java.util.Locale;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.sipconnector.sip.agent.Endpoint;
import org.sipconnector.sip.agent.Identity;
import org.sipconnector.sip.digest.DigestAlgorithm;
import org.sipconnector.sip.digest.DigestClient;
import org.sipconnector.sip.message.IncomingRequest;
import org.sipconnector.sip.message.Tokens;
import org.sipconnector.sip.transaction.ServerTransaction;
import org.sipconnector.sip.transport.Flow;
import org.sipconnector.spi.sip.SipServers.ServerSettings;

/** The server's own face towards one client. */
final class InboundClientIdentity implements Identity {

    private static final String SERVER = "SIP Connector";

    private final String name;
    private final String mark = Tokens.random(8);
    private final ServerSettings settings;
    private final DigestClient digest = new DigestClient("", Optional.empty(), () -> DigestAlgorithm.MD5);
    private Endpoint endpoint;
    private Registrar registrar;
    private BiConsumer<String, Boolean> dialogs;

    InboundClientIdentity(String name, ServerSettings settings) {
        this.name = name;
        this.settings = settings;
    }

    /** @param noted hears the key of each dialog that begins, with true, or has ended */
    void connect(Endpoint own, Registrar bindings, BiConsumer<String, Boolean> noted) {
        endpoint = own;
        registrar = bindings;
        dialogs = noted;
    }

    @Override
    public void dialog(String key, boolean begins) {
        dialogs.accept(key, begins);
    }

    @Override
    public String sentBy() {
        return endpoint.connected() ? Flow.hostPort(endpoint.flow().local()) : settings.domain();
    }

    @Override
    public String mark() {
        return mark;
    }

    @Override
    public String from() {
        return "<sip:" + settings.domain() + '>';
    }

    @Override
    public String contact() {
        String transport = settings.transport().webSocket() ? "ws" : settings.transport().name().toLowerCase(Locale.ROOT);
        return "<sip:" + sentBy() + ";transport=" + transport + '>';
    }

    @Override
    public String userAgent() {
        return SERVER;
    }

    @Override
    public DigestClient digest() {
        return digest;
    }

    @Override
    public String resolve(String target) {
        return registrar.contact(target).orElse(target);
    }

    /** Every user: which ones there are is the owner's business. */
    @Override
    public boolean serves(IncomingRequest request) {
        return true;
    }

    @Override
    public Optional<String> server() {
        return Optional.of(name);
    }

    @Override
    public void register(ServerTransaction transaction) {
        registrar.receive(transaction);
    }
}
