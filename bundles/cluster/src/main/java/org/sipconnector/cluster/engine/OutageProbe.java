/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.cluster.engine;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.net.ssl.SSLSocket;
import org.apache.zookeeper.client.ConnectStringParser;
import org.apache.zookeeper.client.ZKClientConfig;
import org.apache.zookeeper.common.ClientX509Util;
import org.apache.zookeeper.common.X509Exception;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the engine's servers, each by itself, whether they are at work. As long as so many are not that the others are no majority, no
 * session can end: who leads next gives each its whole time again.
 */
final class OutageProbe {

    private static final Logger LOG = LoggerFactory.getLogger(OutageProbe.class);
    /** Allowed by each server as it comes. */
    private static final String QUESTION = "srvr";
    private static final String NOT_SERVING = "not currently serving requests";
    private static final int MOST_BYTES = 1_000;

    private final List<InetSocketAddress> servers;
    private final ZKClientConfig configuration;
    private final int millis;

    /** @param limit for each answer */
    OutageProbe(String servers, ZKClientConfig configuration, Duration limit) {
        this.servers = List.copyOf(new ConnectStringParser(servers).getServerAddresses());
        this.configuration = configuration;
        this.millis = Math.toIntExact(limit.toMillis());
    }

    /**
     * Whether there was a moment since this was asked at which no majority was at work.
     *
     * @param voters how many servers there are, whether or not all are known here
     */
    boolean isNoMajority(int voters) {
        int needed = voters - voters / 2;
        Set<InetSocketAddress> away = away(servers.stream().map(server -> new InetSocketAddress(server.getHostString(), server.getPort()))
                .collect(Collectors.toSet()), needed);
        // who was away before and is still was away all the time between: starting takes longer than asking
        return away.size() >= needed && away(away, needed).size() >= needed;
    }

    /** Those of them that say so, or refuse a connection; silence proves nothing. Given up when they cannot be as many as needed. */
    private Set<InetSocketAddress> away(Set<InetSocketAddress> asked, int needed) {
        Set<InetSocketAddress> away = new HashSet<>();
        int left = asked.size();
        for (InetSocketAddress server : asked) {
            if (away.size() + left < needed) {
                break;
            }
            left--;
            if (isAway(server)) {
                away.add(server);
            }
        }
        return away;
    }

    private boolean isAway(InetSocketAddress server) {
        try (Socket socket = new Socket()) {
            socket.connect(server, millis);
            socket.setSoTimeout(millis);
            return configuration.getBoolean(ZKClientConfig.SECURE_CLIENT) ? secured(socket, server) : saysSo(socket);
        } catch (ConnectException refused) {
            return true;
        } catch (IOException | X509Exception unknown) {
            LOG.debug("{} does not say whether it is at work: {}", server, unknown.getMessage());
            return false;
        }
    }

    private boolean secured(Socket socket, InetSocketAddress server) throws IOException, X509Exception {
        try (ClientX509Util tls = new ClientX509Util();
                SSLSocket secured = (SSLSocket) tls.createSSLContext(configuration).getSocketFactory().createSocket(socket, server.getHostString(),
                        server.getPort(), true)) {
            secured.startHandshake();
            return saysSo(secured);
        }
    }

    private static boolean saysSo(Socket socket) throws IOException {
        socket.getOutputStream().write(QUESTION.getBytes(StandardCharsets.US_ASCII));
        return new String(socket.getInputStream().readNBytes(MOST_BYTES), StandardCharsets.US_ASCII).contains(NOT_SERVING);
    }
}
