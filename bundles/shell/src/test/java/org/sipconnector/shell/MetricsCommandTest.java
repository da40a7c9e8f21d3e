/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.shell;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsCommandTest {

    private static final String TEXT = """
            # TYPE sip_connector_connectors gauge
            sip_connector_connectors{state="readyToCall"} 2.0
            sip_connector_call_setup_seconds_bucket{le="+Inf"} 7
            jvm_memory_max_bytes{area="heap"} +Inf
            process_cpu_seconds_total 1.5E-4
            """;

    private final MetricsCommand command = new MetricsCommand();

    @TempDir
    Path directory;

    @Test
    void theTextIsPrintedAsItIs() throws Exception {
        command.metrics = () -> TEXT;

        assertThat(printed()).isEqualTo(TEXT);
    }

    @Test
    void programsGetNumbersByNameAndLabels() throws Exception {
        command.metrics = () -> TEXT;
        command.json = true;

        assertThat(printed()).contains("\"sip_connector_connectors{state=\\\"readyToCall\\\"}\" : 2.0")
                .contains("{le=\\\"+Inf\\\"}\" : 7").doesNotContain("jvm_memory_max_bytes");
    }

    @Test
    void aFileIsWrittenAsAWhole() throws Exception {
        command.metrics = () -> TEXT;
        command.exports = new ExportDirectory(directory);
        command.file = "sip.prom";
        printed();

        assertThat(Files.readString(directory.resolve("sip.prom"))).isEqualTo(TEXT);
        try (var files = Files.list(directory)) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void whoHasNotInstalledTheFeatureIsToldWhich() {
        assertThatThrownBy(this::printed).isInstanceOf(CommandFailedException.class).hasMessageContaining("feature:install sip-connector-metrics");
    }

    private String printed() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        command.run(new PrintStream(out, true, UTF_8));
        return out.toString(UTF_8);
    }
}
