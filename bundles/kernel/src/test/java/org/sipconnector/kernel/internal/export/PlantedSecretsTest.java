/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sipconnector.api.ConfigurationChanged;
import org.sipconnector.api.ConnectorConfiguration;
import org.sipconnector.api.IceServer;
import org.sipconnector.api.Secret;
import org.sipconnector.api.TlsTrust;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.api.media.SdpType;
import org.sipconnector.api.sip.DialogId;
import org.sipconnector.api.sip.Header;
import org.sipconnector.api.sip.SipBody;
import org.sipconnector.api.sip.SipCause;
import org.sipconnector.api.sip.SipFailure;
import org.sipconnector.api.sip.UserAgentId;
import org.sipconnector.kernel.SnapshotChanged;
import org.sipconnector.kernel.Step;
import org.sipconnector.kernel.internal.journal.Journal;
import org.sipconnector.kernel.internal.journal.Message;
import org.sipconnector.kernel.internal.journal.PendingStep;
import org.sipconnector.kernel.internal.state.HandoverCodec;
import org.sipconnector.spi.http.HttpCall;
import org.sipconnector.spi.http.HttpEvent;
import org.sipconnector.spi.media.MediaEvent;
import org.sipconnector.spi.sip.SipEvent;

/** Secrets are planted wherever one can come in, and looked for in all that a journal lets out. */
class PlantedSecretsTest {

    private static final String MARK = "c2VjcmV0LW1hcms";
    private static final String JWT = "eyJhbGciOiJIUzI1NiJ9." + MARK + ".c2lnbmF0dXJl";
    private static final UserAgentId AGENT = new UserAgentId("ua");
    private static final DialogId DIALOG = new DialogId("d");
    private static final String SDP =
            "v=0\r\na=ice-ufrag:open\r\na=ice-pwd:" + MARK + "\r\na=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:" + MARK + "|2^20\r\n";

    static Stream<Arguments> planted() {
        ConnectorConfiguration configuration = ConnectorConfiguration.builder("a").server("conference.test")
                .account("alice", Secret.of(MARK))
                .iceServer(new IceServer(List.of("turn:turn.test"), Optional.of("user"), Optional.of(Secret.of(MARK)))).build();
        return Stream.of(
                Arguments.of("account and TURN", new ConfigurationChanged(configuration, configuration)),
                Arguments.of("headers of a request", new SipEvent.RequestReceived(AGENT, "NOTIFY", "sip:a@b", List.of(
                        new Header("X-Token", MARK), new Header("Cookie", MARK),
                        new Header("Authorization", "Digest username=\"a\", response=\"" + MARK + '"'),
                        new Header("Proxy-Authorization", "Bearer " + MARK), new Header("Authentication-Info", "rspauth=\"" + MARK + '"'),
                        new Header("X-Vinteo-Notify", "{\"cmd\":\"x\",\"jwt\":\"" + MARK + "\"}"), new Header("Route", "<sip:p;token=" + MARK + '>'),
                        new Header("X-Any", JWT), new Header("Refer-To", "<sip:a:" + MARK + "@b>")), Optional.empty())),
                Arguments.of("URI of a caller", new SipEvent.RequestReceived(AGENT, "MESSAGE", "sip:a:" + MARK + "@b", List.of(), Optional.empty())),
                Arguments.of("bodies", new SipEvent.RequestReceived(AGENT, "INFO", "sip:a@b", List.of(),
                        Optional.of(new SipBody("application/json", "{\"anything\":\"" + MARK + "\"}")))),
                Arguments.of("text",
                        new SipEvent.RequestReceived(AGENT, "MESSAGE", "sip:a@b", List.of(), Optional.of(new SipBody("text/plain", MARK)))),
                Arguments.of("session description", new SipEvent.DialogAnswered(AGENT, DIALOG, Optional.of(SDP), List.of())),
                Arguments.of("our session description", new MediaEvent.LocalDescription(new PeerId("p"), "r", SdpType.OFFER, SDP)),
                Arguments.of("reason", new SipEvent.RequestFailed(AGENT, "r", SipFailure.system(SipCause.INTERNAL_ERROR, "no password=" + MARK))),
                Arguments.of("HTTP answer", new HttpEvent.HttpAnswered("1", 200, "{\"token\":\"" + MARK + "\"}")),
                Arguments.of("HTTP failure", new HttpEvent.HttpFailed("1", "https://u:" + MARK + "@h/ failed")),
                Arguments.of("HTTP call",
                        new SnapshotChanged("Any", null,
                                new HttpCall("1", "POST", "https://h/?access_token=" + MARK, List.of(new Header("Cookie", MARK)),
                                        Optional.of(Secret.of(MARK)), Optional.of("{\"jwt\":\"" + MARK + "\"}"), Duration.ofSeconds(1),
                                        TlsTrust.PLATFORM))));
    }

    private record Asked(String url) implements Step<Object> {}

    @Test
    void neitherAStepNorItsErrorTellsOne() throws IOException {
        PendingStep step = PendingStep.of(new Asked("https://h/?access_token=" + MARK));
        Journal journal = new Journal();
        journal.add(Instant.EPOCH, null, new Message.Answer("org.sipconnector.api.call.CallManager", step, null,
                new IllegalStateException("token: " + MARK)));
        assertThat(journal.tail(10).toString()).doesNotContain(MARK).contains("*");
        assertThat(JournalEntries.of(journal.tail(10)).toString()).doesNotContain(MARK).contains("*");
        JournalExport.Line line = JournalExport.line(journal.tail(1).get(0));
        assertThat(JournalJson.mapper(new JournalTypes()).writeValueAsString(line)).doesNotContain(MARK).contains("*");
        assertThat(HandoverCodec.fromBytes((byte[]) line.arguments().get(1)).toString()).doesNotContain(MARK).contains("*");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("planted")
    void noneIsInTheTextOfAJournal(String where, org.sipconnector.api.Event event) {
        Journal journal = new Journal();
        journal.add(Instant.EPOCH, null, new Message.Posted(event));
        journal.add(Instant.EPOCH, "org.sipconnector.api.call.CallManager", event);
        assertThat(journal.tail(10).toString()).doesNotContain(MARK).contains("*");
        assertThat(JournalEntries.of(journal.tail(10)).toString()).doesNotContain(MARK).contains("*");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("planted")
    void noneIsInAnExportedJournal(String where, org.sipconnector.api.Event event) throws IOException {
        JournalExport.Line line = new JournalExport.Line(1, Instant.EPOCH, null, "posted", null, event, List.of(event), null);
        assertThat(JournalJson.mapper(new JournalTypes()).writeValueAsString(line)).doesNotContain(MARK).contains("*");
    }
}
