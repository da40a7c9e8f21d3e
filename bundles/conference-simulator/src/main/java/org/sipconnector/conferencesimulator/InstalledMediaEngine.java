/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.conferencesimulator;

import java.lang.reflect.Method;
import java.util.Optional;
import org.sipconnector.spi.media.MediaEngine;
import org.sipconnector.spi.media.MediaHealth;
import org.sipconnector.spi.media.MediaStatistics;

/** The media engine that is installed now. */
final class InstalledMediaEngine extends InstalledFoundation<MediaEngine> {

    private static final MediaHealth ABSENT = new MediaHealth(MediaHealth.State.UNAVAILABLE,
            "no media engine is installed, or it is being replaced");

    InstalledMediaEngine() {
        super(MediaEngine.class, MediaEngine.class);
    }

    MediaEngine engine() {
        return as(MediaEngine.class);
    }

    @Override
    Object reading(Method method) {
        return switch (method.getName()) {
            case "health" -> ABSENT;
            case "statistics" -> new MediaStatistics(0, 0, 0, 0, 0, 0);
            default -> Optional.empty();
        };
    }
}
