/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.conferencesimulator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.spi.media.MediaEngine;
import org.sipconnector.spi.media.MediaHealth;
import org.sipconnector.testkit.OtherCommand;
import org.sipconnector.testkit.RecordedMedia.Close;

class LatestEngineTest {

    private final InstalledMediaEngine latest = new InstalledMediaEngine();
    private final FakeFoundations first = new FakeFoundations();
    private final FakeFoundations second = new FakeFoundations();
    private final MediaEngine engine = latest.engine();

    @Test
    void commandsReachTheEngineThatIsThere() {
        latest.present(first.all().media());
        engine.close(new PeerId("a"));

        assertThat(first.commands(Close.class)).hasSize(1);
        assertThat(engine.health().state()).isEqualTo(MediaHealth.State.READY);
    }

    @Test
    void whatIsAskedMeanwhileReachesTheNextEngineAfterTheOwnerIsAttached() {
        MediaEngine gone = first.all().media();
        latest.present(gone);
        engine.attach(Running.OWNER, event -> {});
        latest.absent(gone);
        engine.close(new PeerId("a"));
        assertThat(engine.health().state()).isEqualTo(MediaHealth.State.UNAVAILABLE);
        assertThat(engine.flow(new PeerId("a"))).isEmpty();
        latest.present(second.all().media());

        assertThat(second.commandTypes()).containsExactly(OtherCommand.class, Close.class);
        assertThat(first.commandTypes()).containsExactly(OtherCommand.class);
    }

    @Test
    void anOwnerThatWasReleasedIsNotAttachedAgain() {
        latest.present(first.all().media());
        engine.attach(Running.OWNER, event -> {});
        engine.release(Running.OWNER);
        latest.present(second.all().media());

        assertThat(second.commands).isEmpty();
    }
}
