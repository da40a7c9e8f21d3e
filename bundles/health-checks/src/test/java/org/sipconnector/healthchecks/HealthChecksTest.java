/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.healthchecks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apache.felix.hc.api.Result;
import org.apache.felix.hc.api.ResultLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.spi.health.Problem;
import org.sipconnector.spi.health.Problem.Kind;

class HealthChecksTest {

    private final List<Problem> problems = new ArrayList<>();
    private final ProcessCheck process = new ProcessCheck(() -> problems);
    private final ConnectorsCheck connectors = new ConnectorsCheck(() -> problems);

    @Test
    void bothAreWellWhenNothingIsWrong() {
        assertThat(process.execute().isOk()).isTrue();
        assertThat(connectors.execute().isOk()).isTrue();
    }

    @Test
    void aConnectorThatIsNotConnectedLeavesTheProcessReady() {
        problems.add(Problem.of(Kind.CONNECTION, ConnectorId.of("office"), "not connected: 403 Forbidden"));

        assertThat(process.execute().isOk()).isTrue();
        assertThat(connectors.execute().getStatus()).isEqualTo(Result.Status.CRITICAL);
        assertThat(messages(connectors.execute())).containsExactly("office: not connected: 403 Forbidden");
    }

    @Test
    void whatAllConnectorsNeedIsNoConnectorsFault() {
        problems.add(Problem.of(Kind.MEDIA, "media: UNAVAILABLE: libpulse.so.0 is missing"));

        assertThat(process.execute().getStatus()).isEqualTo(Result.Status.CRITICAL);
        assertThat(connectors.execute().isOk()).isTrue();
    }

    @Test
    void aDrainedConnectorIsUnavailableForATimeAndARefusedFileIsAWarning() {
        problems.add(Problem.of(Kind.CONFIGURATION, "refused: a.cfg: server: is required"));
        assertThat(connectors.execute().getStatus()).isEqualTo(Result.Status.WARN);

        problems.add(Problem.of(Kind.DRAINED, ConnectorId.of("office"), "drained"));
        assertThat(connectors.execute().getStatus()).isEqualTo(Result.Status.TEMPORARILY_UNAVAILABLE);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void everyProblemIsToldByOneOfBoth(Kind kind) {
        problems.add(Problem.of(kind, "something"));

        assertThat(List.of(process.execute(), connectors.execute())).filteredOn(result -> !result.isOk()).singleElement()
                .satisfies(result -> assertThat(messages(result)).containsExactly("something"));
    }

    private static List<String> messages(Result result) {
        List<String> messages = new ArrayList<>();
        for (ResultLog.Entry entry : result) {
            messages.add(entry.getMessage());
        }
        return messages;
    }
}
