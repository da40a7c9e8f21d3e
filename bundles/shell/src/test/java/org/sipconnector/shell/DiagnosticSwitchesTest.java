/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.spi.sip.SipTraces;
import org.sipconnector.spi.sip.SipTraces.TraceSettings;

class DiagnosticSwitchesTest {

    private static final ConnectorId DEMO = new ConnectorId("demo");
    private static final TraceSettings LOG = new TraceSettings(true, Optional.empty(), Optional.empty());

    private final ConfigurationAdmin configurations = Answers.of(ConfigurationAdmin.class,
            Map.of("getConfiguration",
                    Answers.of(Configuration.class, Map.of("getProperties", new Hashtable<>(Map.of("log4j2.rootLogger.level", "INFO"))))));

    @Test
    void whatIsOnIsSaidWithWhatEndsIt() throws IOException {
        new ConnectorLogLevels(configurations).set("demo", Optional.of("debug"));

        assertThat(new DiagnosticSwitches(traced(LOG), configurations).rows(DEMO)).containsExactly(
                new Details.Row("traced", "to the log until sip:trace demo --off"), new Details.Row("log", "debug until sip:log demo default"));
    }

    @Test
    void aTraceSaysWhereItGoes() {
        TraceSettings both =
                new TraceSettings(false, Optional.of(Path.of("/exports/demo.pcap")), Optional.of(InetSocketAddress.createUnresolved("homer", 9060)));

        assertThat(new DiagnosticSwitches(traced(both), null).rows(DEMO)).extracting(Details.Row::value)
                .containsExactly("to /exports/demo.pcap and homer:9060 until sip:trace demo --off");
        assertThat(new DiagnosticSwitches(traced(new TraceSettings(false, Optional.empty(), Optional.empty())), null).rows(DEMO))
                .extracting(Details.Row::value).containsExactly("to whoever asks by HTTP until sip:trace demo --off");
    }

    @Test
    void manyAreNamedAsFarAsALineReaches() {
        List<ConnectorId> many = IntStream.range(0, 12).mapToObj(number -> new ConnectorId("c" + number)).toList();

        assertThat(new DiagnosticSwitches(traced(LOG), configurations).lines(many))
                .containsExactly("traced: c0, c1, c2, c3, c4, c5, c6, c7, c8, c9 and 2 others; sip:trace ID --off ends it");
    }

    @Test
    void nothingIsSaidWhereNothingIsOn() {
        DiagnosticSwitches nothing = new DiagnosticSwitches(Answers.of(SipTraces.class, Map.of("traced", Optional.empty())), configurations);

        assertThat(nothing.rows(DEMO)).isEmpty();
        assertThat(nothing.lines(List.of(DEMO))).isEmpty();
        assertThat(new DiagnosticSwitches(null, null).rows(DEMO)).isEmpty();
    }

    private static SipTraces traced(TraceSettings settings) {
        return Answers.of(SipTraces.class, Map.of("traced", Optional.of(settings)));
    }
}
