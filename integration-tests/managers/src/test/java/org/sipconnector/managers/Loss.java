/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.managers;

import java.util.function.Consumer;

/** What an operation may lose while it waits for it. */
enum Loss {
    /** The media engine, which is there again at once. */
    THE_ENGINE(all -> all.media.die(true)),
    /** The media engine with all it knew of the connection. */
    THE_ENGINE_AND_ITS_MEMORY(all -> all.media.die(false)),
    /** The media engine, and there is no other. */
    EVERY_ENGINE(all -> {
        all.manners.engine = false;
        all.media.die(true);
    }),
    /** The transport, which opens again; the server has kept the sessions. */
    THE_CONNECTION(Loss::transport),
    /** The transport, which opens again, and the sessions. */
    THE_CONNECTION_AND_ITS_SESSIONS(all -> {
        all.manners.remembers = false;
        transport(all);
    }),
    /** The server. */
    THE_SERVER(all -> {
        all.manners.reachable = false;
        transport(all);
    });

    private final Consumer<WholeConnector> happens;

    Loss(Consumer<WholeConnector> happens) {
        this.happens = happens;
    }

    void happens(WholeConnector all) {
        happens.accept(all);
    }

    /** An agent that is still connecting fails to, this time. */
    private static void transport(WholeConnector all) {
        all.sip.agents().stream().filter(ActingAgent::trying).forEach(agent -> agent.lose("reset"));
    }
}
