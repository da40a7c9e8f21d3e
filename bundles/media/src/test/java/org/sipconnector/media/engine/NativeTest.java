/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.sipconnector.spi.media.MediaHealth;
import org.sipconnector.spi.media.MediaStatistics;
import org.sipconnector.testkit.Await;

/** A test with a real engine, shared by the tests of a class. Skipped, saying why, where the system lacks a library. */
abstract class NativeTest {

    static final NamedServices SERVICES = new NamedServices();
    static LocalEngine engine;

    @BeforeAll
    static void startEngine() {
        Optional<String> missing = new SystemLibraries().missing();
        Assumptions.assumeTrue(missing.isEmpty(), () -> "skipped: " + missing.orElse(""));
        engine = new LocalEngine(SERVICES, new SystemLibraries());
        Await.reading("the engine has started", engine::health, now -> now.state() != MediaHealth.State.STARTING);
        assertThat(engine.health()).isEqualTo(new MediaHealth(MediaHealth.State.READY, ""));
    }

    @AfterEach
    void nothingIsLeft() {
        Await.reading("nothing is left", engine::statistics, NativeTest::nothingOf);
    }

    private static boolean nothingOf(MediaStatistics left) {
        return left.peers() == 0 && left.sources() == 0 && left.sinks() == 0 && left.opened() == left.closed();
    }

    @AfterAll
    static void stopEngine() {
        if (engine != null) {
            engine.close();
            engine = null;
        }
    }
}
