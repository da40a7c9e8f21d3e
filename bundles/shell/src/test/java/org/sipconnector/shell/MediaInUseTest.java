/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sipconnector.api.SipConnectorException;
import org.sipconnector.spi.media.MediaEngine;
import org.sipconnector.spi.media.MediaStatistics;

class MediaInUseTest {

    @Test
    void openAndClosedConnectionsAndWhatTheyLeftAreTold() {
        MediaEngine engine = Answers.of(MediaEngine.class, Map.of("statistics", new MediaStatistics(3, 4, 2, 15, 12, 19_200_000)));

        assertThat(MediaInUse.of(engine)).contains(
                "media: 3 peer connections open, 12 closed; the media library has kept about 19 MB of them, which a restart frees");
    }

    @Test
    void nothingIsToldWhileTheEngineIsBeingReplaced() {
        MediaEngine absent = (MediaEngine) Proxy.newProxyInstance(MediaEngine.class.getClassLoader(), new Class<?>[] {MediaEngine.class},
                (proxy, method, arguments) -> {
                    throw new SipConnectorException("MediaEngine is absent");
                });

        assertThat(MediaInUse.of(absent)).isEmpty();
        assertThat(MediaInUse.of(null)).isEmpty();
    }
}
