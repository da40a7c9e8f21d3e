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
import java.util.Set;
import javax.net.ssl.SSLSocket;
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
    private static final String AT_WORK = "Mode: ";
    private static final int MOST_BYTES = 1_000;
    private static final long MOST_MILLIS = 500;

    private final ZKClientConfig configuration;
    private final int millis;

    /** @param limit for each answer, at most half a second: networks say by then only what servers do */
    OutageProbe(ZKClientConfig configuration, Duration limit) {
        this.configuration = configuration;
        this.millis = Math.toIntExact(Math.min(limit.toMillis(), MOST_MILLIS));
    }

    /** Whether there was a moment since this was asked at which no majority was at work. */
    boolean isNoMajority(Ensemble ensemble) {
        int needed = ensemble.voters() - ensemble.voters() / 2;
        Set<InetSocketAddress> away = away(ensemble.known(), needed);
        // who was away before and still is was away all the time between: starting takes longer than asking
        return away.size() >= needed && away(away, needed).size() >= needed;
    }

    /** Whether a server answers there that is at work. */
    boolean isAtWork(InetSocketAddress server) {
        return answer(server).contains(AT_WORK);
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
        return answer(server).contains(NOT_SERVING);
    }

    /** What the server says; of one that refuses a connection that it does not serve, and empty where nothing is said. */
    private String answer(InetSocketAddress server) {
        try (Socket socket = new Socket()) {
            socket.connect(server, millis);
            socket.setSoTimeout(millis);
            return configuration.getBoolean(ZKClientConfig.SECURE_CLIENT) ? secured(socket, server) : answer(socket);
        } catch (ConnectException refused) {
            return NOT_SERVING;
        } catch (IOException | X509Exception unknown) {
            LOG.debug("{} does not say whether it is at work: {}", server, unknown.getMessage());
            return "";
        }
    }

    private String secured(Socket socket, InetSocketAddress server) throws IOException, X509Exception {
        try (ClientX509Util tls = new ClientX509Util();
                SSLSocket secured = (SSLSocket) tls.createSSLContext(configuration).getSocketFactory().createSocket(socket, server.getHostString(),
                        server.getPort(), true)) {
            secured.startHandshake();
            return answer(secured);
        }
    }

    private static String answer(Socket socket) throws IOException {
        socket.getOutputStream().write(QUESTION.getBytes(StandardCharsets.US_ASCII));
        return new String(socket.getInputStream().readNBytes(MOST_BYTES), StandardCharsets.US_ASCII);
    }
}
