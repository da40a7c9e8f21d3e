/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.sipconnector.api.media.Direction;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.spi.http.HttpRequests;
import org.sipconnector.spi.media.MediaEngine;
import org.sipconnector.spi.sip.SipServers;
import org.sipconnector.spi.sip.SipUserAgents;

/** What is told a foundation and how tests see it. */
class CommandTypesTest {

    /** What the kernel tells, not a manager. */
    private static final String OF_THE_KERNEL = "retain";

    @Test
    void everyCommandOfAFoundationHasItsType() {
        List<Class<?>> types = Stream.of(RecordedSip.class, RecordedServers.class, RecordedMedia.class, RecordedHttp.class)
                .<Class<?>>flatMap(family -> Stream.of(family.getPermittedSubclasses())).toList();
        List<Method> commands = Stream.of(SipUserAgents.class, SipServers.class, MediaEngine.class, HttpRequests.class)
                .flatMap(foundation -> Stream.of(foundation.getDeclaredMethods()))
                .filter(method -> method.getReturnType() == void.class && Modifier.isAbstract(method.getModifiers()))
                .filter(method -> !method.getName().equals(OF_THE_KERNEL)).toList();
        assertThat(commands).extracting(CommandTypes::typeOf).doesNotContain(Optional.empty()).hasSameSizeAs(types);
    }

    @Test
    void aCommandIsSeenWithItsComponents() {
        LaneHarness stage = new LaneHarness();
        stage.media().setDirection(new PeerId("peer"), "video", Direction.RECVONLY);
        assertThat(stage.command(RecordedMedia.SetDirection.class))
                .isEqualTo(new RecordedMedia.SetDirection(new PeerId("peer"), "video", Direction.RECVONLY));
        assertThat(stage.commands(RecordedMedia.Close.class)).isEmpty();
    }
}
