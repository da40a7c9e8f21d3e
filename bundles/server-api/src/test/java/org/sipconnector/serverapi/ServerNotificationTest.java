/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.serverapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sipconnector.api.Secret;
import org.sipconnector.api.serverapi.Channels;
import org.sipconnector.api.serverapi.ServerApiEvent;
import org.sipconnector.api.sip.Header;

class ServerNotificationTest {

    @Test
    void channelsWithAndWithoutValues() {
        assertThat(read("{\"cmd\":\"channels\",\"input\":\"1,2\",\"output\":\"3\"}"))
                .contains(new ServerApiEvent.ChannelsNotify(Channels.of("1,2", "3")));
        assertThat(read("{\"cmd\":\"channels\"}"))
                .contains(new ServerApiEvent.ChannelsNotify(new Channels(Optional.empty(), Optional.empty())));
    }

    @Test
    void webcasts() {
        assertThat(read("{\"cmd\":\"WebcastStarted\",\"body\":{\"conference\":\"Conf\",\"type\":\"hls\"}}"))
                .contains(new ServerApiEvent.WebcastStarted("Conf", "hls"));
        assertThat(read("{\"cmd\":\"WebcastStopped\",\"body\":{\"conference\":\"Conf\",\"type\":\"hls\"}}"))
                .contains(new ServerApiEvent.WebcastStopped("Conf", "hls"));
    }

    @Test
    void moderatorsAtTheTopLevel() {
        assertThat(read("{\"cmd\":\"addedToListModerators\",\"conference\":\"c\"}"))
                .contains(new ServerApiEvent.AddedToListModerators("c"));
        assertThat(read("{\"cmd\":\"removedFromListModerators\",\"conference\":\"c\"}"))
                .contains(new ServerApiEvent.RemovedFromListModerators("c"));
    }

    @Test
    void requestsForTheWord() {
        assertThat(read("{\"cmd\":\"ParticipationRequestAccepted\",\"body\":{\"conference\":\"c\"}}"))
                .contains(new ServerApiEvent.AcceptingWordRequest("c"));
        assertThat(read("{\"cmd\":\"ParticipationRequestRejected\",\"body\":{\"conference\":\"c\"}}"))
                .contains(new ServerApiEvent.CancellingWordRequest("c"));
        assertThat(read("{\"cmd\":\"ParticipantMovedToWebcast\",\"body\":{\"conference\":\"c\"}}"))
                .contains(new ServerApiEvent.MoveRequestToStream("c"));
    }

    @Test
    void accounts() {
        assertThat(read("{\"cmd\":\"accountChanged\"}")).contains(new ServerApiEvent.AccountChanged());
        assertThat(read("{\"cmd\":\"accountDeleted\"}")).contains(new ServerApiEvent.AccountDeleted());
    }

    @Test
    void aTokenKeepsItsCase() {
        assertThat(read(token("\"Conf\"", "\"SIP/me\"", "\"AbC\"")))
                .contains(new ServerApiEvent.ParticipantTokenIssued("Conf", "SIP/me", Secret.of("AbC")));
    }

    @Test
    void aTokenNeedsAllItsFields() {
        assertThat(read(token("\"\"", "\"SIP/me\"", "\"AbC\""))).isEmpty();
        assertThat(read(token("\"c\"", "\" \"", "\"AbC\""))).isEmpty();
        assertThat(read(token("\"c\"", "\"SIP/me\"", "null"))).isEmpty();
        assertThat(read(token("\"c\"", "\"SIP/me\"", "5"))).isEmpty();
        assertThat(read("{\"cmd\":\"ConferenceParticipantTokenIssued\"}")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "{", "[]", "null", "5", "{\"cmd\":5}", "{\"cmd\":\"unknown\"}", "{\"cmd\":\"CHANNELS\"}",
            "{\"cmd\":\"WebcastStarted\"}", "{\"cmd\":\"WebcastStarted\",\"body\":[]}", "{\"cmd\":\"channels\"} trailing"})
    void everythingElseIsNothing(String json) {
        assertThat(read(json)).isEmpty();
    }

    private static String token(String conference, String participant, String jwt) {
        return "{\"cmd\":\"ConferenceParticipantTokenIssued\",\"body\":{\"conference\":" + conference + ",\"participant\":"
                + participant + ",\"jwt\":" + jwt + "}}";
    }

    private static Optional<ServerApiEvent> read(String json) {
        return ServerNotification.read(new ServerHeaders(List.of(new Header("X-Vinteo-Notify", json))));
    }
}
