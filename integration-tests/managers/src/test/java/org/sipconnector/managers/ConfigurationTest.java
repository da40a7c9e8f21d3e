/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.managers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.sipconnector.api.CallDefaults;
import org.sipconnector.api.call.CallParameters;
import org.sipconnector.api.call.MediaPreferences;
import org.sipconnector.api.connection.ConnectionConfiguration;
import org.sipconnector.api.connection.ConnectionLimitException;
import org.sipconnector.api.connection.ConnectionManager;
import org.sipconnector.api.connectionqueue.ConnectionQueueManager;
import org.sipconnector.api.media.MediaKind;
import org.sipconnector.api.media.Size;
import org.sipconnector.api.presentation.PresentationOptions;
import org.sipconnector.api.sip.Header;
import org.sipconnector.spi.sip.UserAgentSettings;
import org.sipconnector.testkit.LaneHarness;
import org.sipconnector.testkit.RecordedMedia.AddTransceiver;
import org.sipconnector.testkit.RecordedSip.Start;
import org.sipconnector.testkit.Scenario;

/** What a connector is configured with reaches the foundations. */
class ConfigurationTest {

    private static final Header SITE = new Header("X-Site", "7");

    @Scenario
    void connectionsAreMadeAsConfigured(LaneHarness stage) {
        WholeConnector all = configured(stage);
        all.connected();

        UserAgentSettings settings = stage.command(Start.class).settings();
        assertThat(settings.registration().headers()).contains(SITE);
        assertThat(settings.recovery().orElseThrow().shortest()).isEqualTo(Duration.ofSeconds(1));
        assertThat(settings.recovery().orElseThrow().longest()).isEqualTo(Duration.ofSeconds(9));
        assertThat(all.manager(ConnectionManager.class).snapshot().configuration().flatMap(ConnectionConfiguration::maxAvailableResolution))
                .contains(new Size(320, 180));
    }

    @Scenario
    void aServerThatCannotBeReachedIsTriedAsOftenAsConfigured(LaneHarness stage) {
        WholeConnector all = configured(stage);
        all.manners.reachable = false;
        CompletionStage<ConnectionConfiguration> connecting = all.manager(ConnectionQueueManager.class).connect();
        stage.advance(Duration.ofSeconds(20));

        assertThat(stage.failure(connecting)).isInstanceOf(ConnectionLimitException.class);
        assertThat(stage.commands(Start.class)).hasSize(2);
    }

    @Scenario
    void callsAndPresentationsUseTheConfiguredCodecsUnlessTheClientSaysOtherwise(LaneHarness stage) {
        WholeConnector all = configured(stage);
        all.inCall();
        all.enters("600");
        all.soon(all.facade().startPresentation(PlayStep.screen("screen"), PresentationOptions.STANDARD));
        assertThat(codecs(stage)).containsOnly(List.of("video/VP9"));

        all.soon(all.connector().hangUp());
        stage.forget();
        all.soon(all.connector().call(CallParameters.to("600").withMedia(
                MediaPreferences.STANDARD.withCodecs(List.of("video/AV1"), List.of())), false));
        assertThat(codecs(stage)).containsOnly(List.of("video/AV1"));
    }

    private static List<List<String>> codecs(LaneHarness stage) {
        return stage.commands(AddTransceiver.class).stream().map(AddTransceiver::transceiver)
                .filter(line -> line.kind() == MediaKind.VIDEO).map(line -> line.codecs().preferredCodecs()).toList();
    }

    private static WholeConnector configured(LaneHarness stage) {
        return new WholeConnector(stage.configure(LaneHarness.standardConfiguration()
                .maxAvailableResolution(new Size(320, 180)).extraHeaders(List.of(SITE))
                .recovery(Duration.ofSeconds(1), Duration.ofSeconds(9)).connectAttempts(2)
                .call(CallDefaults.STANDARD.withCodecs(List.of("video/VP9"), List.of("video/H264"))).build()));
    }
}
