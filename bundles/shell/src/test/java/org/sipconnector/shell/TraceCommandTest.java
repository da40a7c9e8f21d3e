/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.spi.sip.SipTraces;
import org.sipconnector.testkit.FakeConnectors;

class TraceCommandTest {

    private final List<String> done = new ArrayList<>();
    private boolean traced = true;
    private final TraceCommand command = new TraceCommand();

    @TempDir
    Path exports;

    @BeforeEach
    void traceDemo() {
        command.exports = new ExportDirectory(exports);
        FakeConnectors connectors = new FakeConnectors();
        connectors.add("demo");
        command.connectors = connectors;
        command.id = "demo";
        command.traces = new SipTraces() {
            @Override
            public void trace(ConnectorId connector, TraceSettings settings) {
                done.add(connector + " " + settings.log() + " " + settings.file().map(Path::toString) + " "
                        + settings.hep().map(address -> address.getPort()));
            }

            @Override
            public List<ShownMessage> latest(ConnectorId connector) {
                return List.of();
            }

            @Override
            public Optional<TraceSettings> traced(ConnectorId connector) {
                return Optional.empty();
            }

            @Override
            public boolean stopTrace(ConnectorId connector) {
                done.add(connector + " off");
                return traced;
            }
        };
    }

    @Test
    void itTracesToTheLogWhenNothingElseIsAskedFor() throws Exception {
        command.execute();

        assertThat(done).containsExactly("demo true " + Optional.empty() + " " + Optional.empty());
    }

    @Test
    void aFileAndACollectorTakeTheLogsPlace() throws Exception {
        command.file = "demo.pcap";
        command.hep = "127.0.0.1:9060";

        command.execute();

        assertThat(done).containsExactly("demo false Optional[" + exports.resolve("demo.pcap") + "] Optional[9060]");
    }

    @Test
    void aCollectorThatIsNoAddressIsNamed() {
        command.hep = "nowhere";

        assertThatThrownBy(command::execute).hasMessage("--hep: 'nowhere' is not HOST:PORT");
    }

    @Test
    void aTraceThatIsNotThereHasNotEnded() throws Exception {
        traced = false;
        command.off = true;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();

        command.run(command.connectors.all().iterator().next(), new PrintStream(printed, true, StandardCharsets.UTF_8));

        assertThat(printed.toString(StandardCharsets.UTF_8)).isEqualToIgnoringNewLines("demo is not traced");
    }

    @Test
    void itEnds() throws Exception {
        command.off = true;

        command.execute();

        assertThat(done).containsExactly("demo off");
    }
}
