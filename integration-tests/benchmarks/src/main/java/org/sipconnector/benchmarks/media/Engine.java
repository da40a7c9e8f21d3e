/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.benchmarks.media;

import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.sipconnector.media.engine.LocalEngine;
import org.sipconnector.media.engine.SystemLibraries;
import org.sipconnector.media.source.ServiceLookup;
import org.sipconnector.spi.media.MediaHealth;

/** Our media engine, started. */
final class Engine {

    private Engine() {}

    /** Why there is none on this machine. */
    static Optional<String> missing() {
        return new SystemLibraries().missing();
    }

    static LocalEngine start(ServiceLookup services) {
        LocalEngine engine = new LocalEngine(services, new SystemLibraries());
        while (engine.health().state() == MediaHealth.State.STARTING) {
            LockSupport.parkNanos(1_000_000);
        }
        if (engine.health().state() != MediaHealth.State.READY) {
            throw new IllegalStateException(engine.health().reason());
        }
        return engine;
    }
}
