/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.interop;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.sipconnector.media.engine.LocalEngine;
import org.sipconnector.media.engine.SystemLibraries;
import org.sipconnector.spi.media.MediaEngine;
import org.sipconnector.spi.media.MediaHealth;

/** The media library's own engine, one for all cases that need it; they are skipped where the system lacks a library. */
final class RealMedia {

    private static LocalEngine engine;

    private RealMedia() {}

    static synchronized MediaEngine engine() {
        if (engine == null) {
            Optional<String> missing = new SystemLibraries().missing();
            Assumptions.assumeTrue(missing.isEmpty(), () -> "skipped: " + missing.orElse(""));
            engine = new LocalEngine(MediaServices.ALL, new SystemLibraries());
        }
        LocalEngine started = engine;
        return (MediaEngine) Proxy.newProxyInstance(MediaEngine.class.getClassLoader(), new Class<?>[] {MediaEngine.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("health")) {
                        // while the library is being loaded, commands wait for it
                        return new MediaHealth(MediaHealth.State.READY, "");
                    }
                    try {
                        return method.invoke(started, arguments);
                    } catch (InvocationTargetException failed) {
                        throw failed.getCause();
                    }
                });
    }

    static synchronized void close() {
        if (engine != null) {
            engine.close();
            engine = null;
        }
    }
}
