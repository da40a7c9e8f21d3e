/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.spi.sip;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.osgi.annotation.versioning.ProviderType;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.Secret;
import org.sipconnector.api.Transport;
import org.sipconnector.api.sip.DialogId;
import org.sipconnector.api.sip.Header;
import org.sipconnector.api.sip.UserAgentId;

/**
 * The SIP foundation used as a server: listening sockets with a digest registrar. Sessions that arrive there are
 * handled by the same commands and events as those of a user agent ({@link SipUserAgents}): each registered or calling
 * client appears as a user agent whose id is {@link ServerEvent.ClientConnected#userAgent()}. A request or INVITE sent
 * to such a user agent goes to the contact it registered; without one its request URI is the target given. The service
 * object is also the {@link SipUserAgents}: a sink attached there gets the events of both. May be called from any thread;
 * stages complete on a thread of the foundation, which must not be held up.
 */
@ProviderType
public interface SipServers {

    /**
     * @param transport     what to listen for
     * @param address       where to bind; port 0 for any free one
     * @param webSocketPath the only path served, for WebSocket transports
     * @param tls           PEM files of certificate chain and key, for secure transports
     * @param domain        the domain this server is responsible for, also the digest realm
     * @param http          answers plain HTTP requests of other paths on a WebSocket listener; 404 to all when absent
     */
    record ServerSettings(Transport transport, InetSocketAddress address, String webSocketPath, Optional<ServerTls> tls,
            String domain, Optional<HttpResponder> http) {

        public ServerSettings(Transport transport, InetSocketAddress address, String webSocketPath,
                Optional<ServerTls> tls, String domain) {
            this(transport, address, webSocketPath, tls, domain, Optional.empty());
        }
    }

    /**
     * @param certificateChain path of a PEM file
     * @param privateKey       path of a PKCS#8 PEM file, unencrypted
     */
    record ServerTls(String certificateChain, String privateKey) {}

    /**
     * Begins to listen. The stage gives the bound address or fails with the reason in words.
     *
     * @param owner     whose sink gets the {@link ServerEvent}s and {@link SipEvent}s
     * @param name      names the listener, unique in the framework
     * @param passwords the password of a user, empty for an unknown one; called on an I/O thread, must not block
     */
    CompletionStage<InetSocketAddress> listen(ConnectorId owner, String name, ServerSettings settings,
            Function<String, Optional<Secret>> passwords);

    /** Stops listening and drops the listener's connections. */
    CompletionStage<Void> close(String name);

    /** Cuts one client's connection without a word. Its calls go on when it connects again within 32 s. */
    void drop(UserAgentId client);

    /** Neither reads from nor writes to one client's connection any more, but leaves it open: a half-open connection. */
    void stall(UserAgentId client);

    /**
     * Answers a {@link ServerEvent.DialogRequestWaiting}. Ignored when it has been answered or its session has ended.
     *
     * @param request the event's request id
     * @param status  200 to 699
     * @param reason  reason phrase, absent for the status' usual one
     */
    void answer(DialogId dialog, String request, int status, Optional<String> reason, List<Header> headers);
}
