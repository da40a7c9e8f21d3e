/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.cluster.engine;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.sipconnector.api.Secret;

/**
 * How the engine is reached.
 *
 * @param servers {@code host:port}, separated by commas
 * @param path    everything is kept below it
 * @param session after which a process that is not heard of has lost its connectors
 */
public record EngineSettings(String servers, String path, Duration session, Optional<Login> login, Optional<Tls> tls) {

    /** Who may read and write what is kept; nobody else may. */
    public record Login(String user, Secret password) {}

    /**
     * Encryption, and certificates that both sides show.
     *
     * @param trusted  certificates of those who sign for the engine's servers, PEM
     * @param identity certificate and key of this process, PEM in one file
     */
    public record Tls(Path trusted, Optional<Path> identity) {}
}
